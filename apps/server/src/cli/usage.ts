/** The command line was wrong; the message says how. */
export class Usage extends Error {
  override name = 'Usage'
}
