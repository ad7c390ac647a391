import { handoverRoutes } from '@jieli/contract'
import { ask } from '../api.ts'
import { messageOf } from '../no-way.tsx'
import { Button, useLang, useToast } from '../ui/index.ts'

/** The report as a file on this machine; taking it along stands in the log. */
export function TakeAlong({ id }: { readonly id: string }) {
  const lang = useLang()
  const toast = useToast()
  const take = async (format: 'pdf' | 'xlsx') => {
    try {
      const { name, type, base64 } = await ask(handoverRoutes.reportFile, {
        params: { id },
        query: { format },
      })
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      const address = URL.createObjectURL(new Blob([bytes], { type }))
      const link = Object.assign(document.createElement('a'), { href: address, download: name })
      link.click()
      URL.revokeObjectURL(address)
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
