import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError, ask, authHeaders, connect, send, useToken } from '../../src/api/ask'

const reply = (body: string, status = 200): Response => new Response(body, { status, statusText: 'Odd' })
const fetched = vi.fn<(address: string, init: RequestInit) => Promise<Response>>()

beforeEach(() => {
  sessionStorage.clear()
  location.hash = ''
  fetched.mockReset()
  vi.stubGlobal('fetch', fetched)
  connect('/api/')
})
afterEach(() => {
  vi.unstubAllGlobals()
})

it('leaves empty parameters out of the address', async () => {
  fetched.mockResolvedValue(reply('{}'))
  await ask('claims', { q: 'a b', limit: 5, after: undefined, place: null, actor: '' })
  expect(fetched.mock.calls[0]?.[0]).toBe('/api/claims?q=a+b&limit=5')
})

it('drops null fields and keeps nulls in lists', async () => {
  fetched.mockResolvedValue(reply('{"a": null, "b": [1, null, {"c": null}], "d": {"e": null, "f": 0}}'))
  expect(await ask('x')).toEqual({ b: [1, null, {}], d: { f: 0 } })
})

it('replaces direction overrides', async () => {
  fetched.mockResolvedValue(reply('{"name": "a\u202eb"}'))
  expect(await ask('x')).toEqual({ name: 'a\ufffdb' })
})

it.each([
  ['{"detail": "no such place"}', 'no such place'],
  ['{"detail": [{"msg": "too short"}, {"msg": "too odd"}]}', 'too short; too odd'],
  ['<html>', 'Odd'],
])('reports the reason of an error reply %s', async (body, message) => {
  fetched.mockResolvedValue(reply(body, 404))
  await expect(ask('x')).rejects.toEqual(new ApiError(404, message))
})

it('says that the server cannot be reached', async () => {
  fetched.mockRejectedValue(new TypeError('network'))
  await expect(ask('x')).rejects.toMatchObject({ status: 0 })
})

it('sends JSON with the token', async () => {
  fetched.mockResolvedValue(reply('{}'))
  useToken('secret')
  await send('judgements', { verdict: 'accept' })
  const init = fetched.mock.calls[0]?.[1]
  expect(init).toMatchObject({ method: 'POST', body: '{"verdict":"accept"}', credentials: 'same-origin' })
  expect(init?.headers).toEqual({ 'Content-Type': 'application/json', Authorization: 'Bearer secret' })
})

it('takes a token out of the address', () => {
  location.hash = '#view=map&token=a%20b&on=2017-11-09'
  connect('/api/')
  expect(authHeaders()).toEqual({ Authorization: 'Bearer a b' })
  expect(location.hash).toBe('#view=map&on=2017-11-09')
})
