import { describe, expect, test } from 'vitest'
import { CursorRepeats, RateLimited } from '../src/index.ts'
import { clientOf, freshTokens, refusalOf, scripted, type Script } from './scripted-wecom.ts'

const listId = '/cgi-bin/user/list_id'
const unassigned = '/cgi-bin/externalcontact/get_unassigned_list'
const approvals = '/cgi-bin/oa/getapprovalinfo'
const page = (next_cursor: string | undefined, ...userids: string[]) => ({
  errcode: 0,
  next_cursor,
  dept_user: userids.map((userid) => ({ userid, department: 1 })),
})

async function world(scripts: Record<string, readonly Script[]>) {
  const server = await scripted({ '/cgi-bin/gettoken': [freshTokens()], ...scripts })
  const cursors = (path: string, field = 'cursor') =>
    server.arrived
      .filter((one) => one.path === path)
      .map((one) => Object.entries(one.body ?? {}).find(([key]) => key === field)?.[1])
  return {
    server,
    cursors,
    ...clientOf(server.baseUrl),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

async function userids(
  pages: AsyncIterable<{ dept_user: readonly { userid: string }[] }>,
): Promise<string[]> {
  const all: string[] = []
  for await (const one of pages) all.push(...one.dept_user.map((row) => row.userid))
  return all
}

describe('pages', () => {
  test('always pass the newest cursor, go over an empty page, and end at an empty cursor', async () => {
    await using w = await world({ [listId]: [page('c2', 'a'), page('c3'), page('c4', 'b', 'c'), page('')] })
    expect(await userids(w.wecom.pages('listUserIds', { limit: 2 }))).toEqual(['a', 'b', 'c'])
    expect(w.cursors(listId)).toEqual([undefined, 'c2', 'c3', 'c4'])
    expect(w.server.arrived.at(-1)?.body).toEqual({ limit: 2, cursor: 'c4' })
  })

  test('end where the next cursor is missing', async () => {
    await using w = await world({
      [approvals]: [{ sp_no_list: ['1'], new_next_cursor: 'c2' }, { sp_no_list: ['2'] }],
    })
    const seen: string[] = []
    for await (const one of w.wecom.pages('listApprovals', { starttime: '1', endtime: '2' }))
      seen.push(...one.sp_no_list)
    expect(seen).toEqual(['1', '2'])
    expect(w.cursors(approvals, 'new_cursor')).toEqual(['', 'c2'])
  })

  test('end where the page says it is the last, cursor or not', async () => {
    await using w = await world({
      [unassigned]: [
        { info: [], is_last: false, next_cursor: 'c2' },
        { info: [], is_last: true, next_cursor: 'c3' },
      ],
    })
    const lasts: unknown[] = []
    for await (const one of w.wecom.pages('listUnassigned', {})) lasts.push(one.is_last)
    expect(lasts).toEqual([false, true])
  })

  test('start from a given cursor', async () => {
    await using w = await world({ [listId]: [page('')] })
    await userids(w.wecom.pages('listUserIds', { cursor: 'c9' }))
    expect(w.cursors(listId)).toEqual(['c9'])
  })

  test.each([
    ['its own cursor', [page('c2', 'a'), page('c2', 'b')], ['a', 'b'], 2],
    ['an older cursor', [page('c2', 'a'), page('c3', 'b'), page('c2', 'c')], ['a', 'b', 'c'], 3],
  ])(
    'that lead back to %s stop with a named error after giving what they had',
    async (_what, script, had, at) => {
      await using w = await world({ [listId]: script })
      const seen: string[] = []
      const run = async () => {
        for await (const one of w.wecom.pages('listUserIds', {}))
          seen.push(...one.dept_user.map((row) => row.userid))
      }
      const refused = await refusalOf(run())
      expect(refused).toBeInstanceOf(CursorRepeats)
      expect(refused).toMatchObject({ call: 'listUserIds', page: at })
      expect(seen).toEqual(had)
      expect(w.server.count(listId)).toBe(script.length)
    },
  )

  test('that lead back to where they were started from stop too', async () => {
    await using w = await world({ [listId]: [page('c9', 'a')] })
    expect(await refusalOf(userids(w.wecom.pages('listUserIds', { cursor: 'c9' })))).toBeInstanceOf(
      CursorRepeats,
    )
  })

  test('surface what a page is refused with', async () => {
    await using w = await world({ [listId]: [page('c2', 'a'), { errcode: 45009, errmsg: 'freq' }] })
    expect(await refusalOf(userids(w.wecom.pages('listUserIds', {})))).toBeInstanceOf(RateLimited)
  })
})
