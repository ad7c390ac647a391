import type { Page } from 'playwright-core'

/** Goes on with Tab until the focus is on something with this name; no mouse is used. */
export async function tabTo(page: Page, name: string | RegExp, most = 120): Promise<void> {
  for (let n = 0; n < most; n++) {
    const at = await focused(page)
    if (typeof name === 'string' ? at.includes(name) : name.test(at)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no focus on ${String(name)} within ${most} steps; it is on "${await focused(page)}"`)
}

/** What has the focus, as it is named to people. */
function focused(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const at = document.activeElement
    if (!at || at === document.body) return ''
    const by = at.getAttribute('aria-labelledby')
    const labels = by ? by.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ') : ''
    const own = at.labels ? [...at.labels].map((label) => label.textContent).join(' ') : ''
    return [at.getAttribute('aria-label') ?? '', labels, own, ['BUTTON', 'A', 'SUMMARY'].includes(at.tagName) ? at.textContent : ''].filter(Boolean).join(' | ')
  })()`) as Promise<string>
}

/** Types into a person picker and takes the first that is found. */
export async function pick(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabTo(page, label)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text, { delay: 20 })
  await page.waitForSelector('[role="option"]')
  await page.waitForTimeout(250)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

/** Goes through a list of choices with the arrow keys until this one is chosen. */
export async function choose(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabTo(page, label)
  const chosen = () =>
    page.evaluate('document.activeElement.selectedOptions?.[0]?.textContent ?? ""') as Promise<string>
  await page.keyboard.press('Home')
  for (let n = 0; n < 30 && (await chosen()) !== text; n++) await page.keyboard.press('ArrowDown')
  if ((await chosen()) !== text) throw new Error(`no choice ${text} at ${String(label)}`)
}
