/** Hands a file that the server sent to the browser's downloads. */
export function saveFile({
  name,
  type,
  base64,
}: {
  readonly name: string
  readonly type: string
  readonly base64: string
}): void {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type }))
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  URL.revokeObjectURL(address)
}
