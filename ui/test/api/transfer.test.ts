import { afterEach, expect, it, vi } from 'vitest'
import { connect } from '../../src/api/ask'
import { readEvents, subscribe, upload } from '../../src/api/transfer'

const stream = (...chunks: string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
      controller.close()
    },
  })

afterEach(() => {
  vi.unstubAllGlobals()
})

it('reads events that are cut anywhere', async () => {
  const events: [string, unknown][] = []
  await readEvents(
    stream('event: jo', 'b\ndata: {"id": "a: b"}\n', '\nevent: picture\ndata: {}\n\nevent: job\ndata: {"cut'),
    (kind, data) => events.push([kind, data]),
  )
  expect(events).toEqual([
    ['job', { id: 'a: b' }],
    ['picture', {}],
  ])
})

it('ignores comments and events without data', async () => {
  const onEvent = vi.fn()
  await readEvents(stream(': ping\n\nevent: job\n\n'), onEvent)
  expect(onEvent).not.toHaveBeenCalled()
})

it('uploads a file under its name', async () => {
  const fetched = vi.fn<(address: string, init: RequestInit) => Promise<Response>>().mockResolvedValue(new Response('{"id": "j1"}'))
  vi.stubGlobal('fetch', fetched)
  connect('/api/')
  const file = new File(['text'], 'a b.txt')
  expect(await upload(file)).toEqual({ id: 'j1' })
  expect(fetched.mock.calls[0]?.[0]).toBe('/api/intake/files?name=a%20b.txt')
  expect(fetched.mock.calls[0]?.[1].body).toBe(file)
})

it('connects again after a lost connection until it is stopped', async () => {
  vi.useFakeTimers()
  const fetched = vi.fn().mockRejectedValue(new TypeError('network'))
  vi.stubGlobal('fetch', fetched)
  const stop = subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(3500)
  expect(fetched).toHaveBeenCalledTimes(3)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(fetched).toHaveBeenCalledTimes(3)
  vi.useRealTimers()
})
