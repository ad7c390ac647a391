import { handoverRoutes } from '@jieli/contract'
import { ask } from '../api.ts'
import { messageOf } from '../no-way.tsx'
import { Button, useLang, useToast } from '../ui/index.ts'
import { saveFile } from './save-file.ts'

/** The report as a file on this machine; taking it along stands in the log. */
export function TakeAlong({ id }: { readonly id: string }) {
  const lang = useLang()
  const toast = useToast()
  const take = async (format: 'pdf' | 'xlsx') => {
    try {
      saveFile(await ask(handoverRoutes.reportFile, { params: { id }, query: { format } }))
    } catch (error) {
      toast(messageOf(error, lang))
    }
  }
  return (
    <>
      <Button onPress={() => void take('pdf')}>PDF</Button>
      <Button onPress={() => void take('xlsx')}>XLSX</Button>
    </>
  )
}
