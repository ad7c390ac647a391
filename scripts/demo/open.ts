import { spawn } from 'node:child_process'

/** Opens the page for whoever sits at this machine; without a screen nothing happens. */
export function openInBrowser(url: string): void {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open'
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return
  const child = spawn(command, [url], { stdio: 'ignore', detached: true })
  child.once('error', () => {})
  child.unref()
}
