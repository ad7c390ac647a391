import { archiveRoutes, type Archive } from '@jieli/contract'
import { useState } from 'react'
import { ask, useAsk, useReread } from '../api.ts'
import { useMay } from '../me.tsx'
import { messageOf } from '../no-way.tsx'
import { Button, Dialog, num, TextField, useLang, useSay, useToast } from '../ui/index.ts'
import { saveFile } from './save-file.ts'
import css from './Report.module.css'

/** Until when the handover is kept, the file itself, and the hold that stops its shredding. */
export function Archived({ id }: { readonly id: string }) {
  const say = useSay()
  const may = useMay()
  const lang = useLang()
  const toast = useToast()
  const reread = useReread()
  const [isAsking, setAsking] = useState(false)
  const { data } = useAsk(archiveRoutes.archive, { params: { id } })
  if (!data || (data.archive === null && data.dueAt === null)) return null
  const { archive, dueAt, names } = data
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      toast(messageOf(error, lang))
    }
  }
  const make = () =>
    attempt(async () => {
      await ask(archiveRoutes.make, { params: { id }, body: {} })
      await reread(archiveRoutes.archive.path)
    })
  const take = () => attempt(async () => saveFile(await ask(archiveRoutes.file, { params: { id } })))
  return (
    <section>
      <h2>{say({ zh: '存档', en: 'Archive' })}</h2>
      {archive === null ? (
        <p>
          {say({
            zh: `${day(dueAt ?? '')} 自动存档；在那之前签收和复核还会记进去。`,
            en: `Archived by itself on ${day(dueAt ?? '')}; signatures until then are still in it.`,
          })}
        </p>
      ) : (
        <Kept archive={archive} nameOf={(userid) => names[userid] ?? userid} />
      )}
      <div className={css.acts}>
        {archive === null && may('archive.make') && (
          <Button onPress={() => void make()}>{say({ zh: '现在存档', en: 'Archive now' })}</Button>
        )}
        {archive?.shreddedAt === null && may('archive.take') && (
          <Button icon="lock" onPress={() => void take()}>
            {say({ zh: '下载存档', en: 'Download the archive' })}
          </Button>
        )}
        {archive?.shreddedAt === null && may('archive.hold') && (
          <Button onPress={() => setAsking(true)}>
            {archive.hold
              ? say({ zh: '解除法律保留…', en: 'Lift the hold…' })
              : say({ zh: '设法律保留…', en: 'Hold…' })}
          </Button>
        )}
      </div>
      {archive && isAsking && (
        <Holding id={id} isHeld={archive.hold !== null} onClose={() => setAsking(false)} />
      )}
    </section>
  )
}

function Kept({
  archive,
  nameOf,
}: {
  readonly archive: Archive
  readonly nameOf: (userid: string) => string
}) {
  const say = useSay()
  const { file, files, entries, sha256, keepUntil, hold, shreddedAt } = archive
  return (
    <>
      <p>
        {shreddedAt !== null
          ? say({
              zh: `${day(shreddedAt)} 保存期满，已粉碎。编号、数量和审计记录还在，仍可核对。`,
              en: `Shredded on ${day(shreddedAt)}. Ids, counts and log entries stay and verify.`,
            })
          : hold
            ? say({
                zh: `法律保留中，不粉碎：${nameOf(hold.by)}，${day(hold.at)}，${hold.why}（原定保存到 ${day(keepUntil)}）`,
                en: `On hold, not shredded: ${nameOf(hold.by)}, ${day(hold.at)}, ${hold.why} (was to be kept until ${day(keepUntil)})`,
              })
            : say({
                zh: `保存到 ${day(keepUntil)}，之后粉碎。`,
                en: `Kept until ${day(keepUntil)}, then shredded.`,
              })}
      </p>
      <p className={css.note}>
        {say({
          zh: `${file}，${num(files)} 个文件，${num(entries)} 条审计记录带证明。加密的，只有备份的密钥能打开；离线核对：npx jieli archive verify ${file} --log-key 日志公钥`,
          en: `${file}, ${num(files)} files, ${num(entries)} log entries with proofs. Encrypted; only the key of the backups opens it. Offline: npx jieli archive verify ${file} --log-key KEY`,
        })}
      </p>
      <p className={css.root}>
        <code>SHA-256 {sha256.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
    </>
  )
}

interface HoldingProps {
  readonly id: string
  readonly isHeld: boolean
  readonly onClose: () => void
}

function Holding({ id, isHeld, onClose }: HoldingProps) {
  const say = useSay()
  const lang = useLang()
  const toast = useToast()
  const reread = useReread()
  const [why, setWhy] = useState('')
  const send = async () => {
    try {
      await ask(archiveRoutes.hold, { params: { id }, body: { isHeld: !isHeld, why } })
      await reread(archiveRoutes.archive.path)
      setWhy('')
      onClose()
    } catch (error) {
      toast(messageOf(error, lang))
    }
  }
  const title = isHeld
    ? say({ zh: '解除法律保留', en: 'Lift the hold' })
    : say({ zh: '设法律保留', en: 'Put a hold on the archive' })
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button
          look="filled"
          whyNot={
            why.trim().length < 4
              ? say({ zh: '先写理由，至少四个字', en: 'Write the reason first' })
              : undefined
          }
          onPress={() => void send()}
        >
          {title}
        </Button>
      }
    >
      <p>
        {isHeld
          ? say({
              zh: '解除后，保存期已满的会在几分钟内粉碎，不能恢复。',
              en: 'What has been kept long enough is shredded within minutes and cannot be brought back.',
            })
          : say({
              zh: '在解除之前，到期也不粉碎。理由加密记进审计日志。',
              en: 'Until it is lifted nothing is shredded. The reason is kept encrypted in the log.',
            })}
      </p>
      <TextField label={say({ zh: '理由', en: 'Reason' })} value={why} onChange={setWhy} />
    </Dialog>
  )
}

// The day in Shanghai, as people write it in contracts.
function day(iso: string): string {
  return new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
