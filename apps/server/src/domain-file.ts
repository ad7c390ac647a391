import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { BadConfig } from './config.ts'
import type { DomainFile } from './setup/index.ts'

// The real file holds one short word; anything bigger is another file.
const mostBytes = 1_024

/** Reads it once, at start. Throws BadConfig when it is not there, or is not such a file. */
export async function readDomainFile(file: string): Promise<DomainFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadConfig(
      `WECOM_DOMAIN_FILE: 读不到 ${file}（${error.code ?? error.name}），请从管理后台重新下载到这里 / cannot be read, download it again`,
    )
  })
  if (text.trim() === '' || Buffer.byteLength(text) > mostBytes) {
    throw new BadConfig(
      `WECOM_DOMAIN_FILE: ${file} 不是校验文件（空的，或太大），请从管理后台重新下载 / not the file of the admin console, download it again`,
    )
  }
  return { path: `/${basename(file)}`, text }
}
