import { setupRoutes, type ConnectionView } from '@jieli/contract'
import { useId, useState } from 'react'
import { ask, useReread } from '../api.ts'
import { useMay } from '../me.tsx'
import { messageOf } from '../no-way.tsx'
import { useLang, useSay } from '../ui/index.ts'
import css from './Setup.module.css'

/** The file by which WeCom checks that the domain is ours: dropped here, answered at once. */
export function DomainFile({ view }: { readonly view: ConnectionView }) {
  const say = useSay()
  const lang = useLang()
  const may = useMay()
  const reread = useReread()
  const id = useId()
  const [problem, setProblem] = useState('')
  const { domainFile } = view
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setProblem('')
    try {
      const content = await file.text()
      await ask(setupRoutes.domainFile, { body: { filename: file.name, content } })
      await reread(setupRoutes.get.path)
    } catch (failed) {
      setProblem(messageOf(failed, lang))
    }
  }
  return (
    <div className={css.part}>
      {domainFile && (
        <p className={css.quiet}>
          {say({ zh: '校验文件', en: 'Proof file' })}{' '}
          <a href={domainFile.path} target="_blank" rel="noreferrer">
            {domainFile.path}
          </a>
          {domainFile.from === 'environment'
            ? say({ zh: '，由环境变量指定', en: ', named by the environment' })
            : ''}
        </p>
      )}
      {may('setup.change') && domainFile?.from !== 'environment' && (
        <p className={css.hand}>
          <label htmlFor={id} className={css.file}>
            {domainFile
              ? say({ zh: '换一个校验文件', en: 'Another proof file' })
              : say({ zh: '上传校验文件 WW_verify_….txt', en: 'Proof file WW_verify_….txt' })}
          </label>
          <input
            id={id}
            type="file"
            accept=".txt"
            className="sr"
            onChange={({ target }) => void take(target.files?.[0])}
          />
        </p>
      )}
      {problem !== '' && <p role="alert">{problem}</p>}
    </div>
  )
}
