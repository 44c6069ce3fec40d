// File uploads and the server's event stream.

import { apiAddress, authHeaders, request } from './ask'
import type { Job } from './client'

/** Uploads a file and returns the job that reads it. */
export async function upload(file: File): Promise<Job> {
  const init = { method: 'POST', headers: authHeaders({ 'Content-Type': 'application/octet-stream' }), body: file }
  return (await request(`intake/files?name=${encodeURIComponent(file.name)}`, init)) as Job
}

type OnEvent = (kind: string, data: unknown) => void

const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1000, 30_000]

/**
 * Calls `onEvent` for each event of the server and reconnects when the connection is lost. Returns a function that stops it.
 *
 * `EventSource` cannot send a token, so the stream is parsed here.
 */
export function subscribe(onEvent: OnEvent): () => void {
  const stop = new AbortController()
  void (async () => {
    for (let pause = FIRST_PAUSE_MS; !stop.signal.aborted; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      try {
        const response = await fetch(apiAddress('stream'), { headers: authHeaders(), credentials: 'same-origin', signal: stop.signal })
        if (response.ok && response.body) {
          pause = FIRST_PAUSE_MS
          await readEvents(response.body, onEvent)
        }
      } catch {
        // The server went away, or this page is being left.
      }
      if (!stop.signal.aborted) await new Promise((done) => setTimeout(done, pause))
    }
  })()
  return () => stop.abort()
}

/** Reads server-sent events until the stream ends. */
export async function readEvents(body: ReadableStream<Uint8Array>, onEvent: OnEvent): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const parts = (rest + value).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const fields = new Map(part.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]))
      const [kind, data] = [fields.get('event'), fields.get('data')]
      if (kind && data) onEvent(kind, JSON.parse(data))
    }
  }
}
