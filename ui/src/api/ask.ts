// How the API is spoken to: only this server, with the token where there is one. There are no cookies; what a proxy in front of the
// server asked the browser for goes along, as it does with the page itself and with the scene that the page has fetched beforehand.

import type { Job } from './client'

let base = ''
let token: string | null = null

/** Says where the API is; a token that came in the address is kept for this tab and taken out of the address. */
export function connect(address: string): void {
  base = address
  const given = /(?:^|[#&])token=([^&]+)/.exec(location.hash)?.[1]
  if (given) {
    sessionStorage.setItem('heldby-token', decodeURIComponent(given))
    const rest = location.hash
      .replace(/^#/, '')
      .split('&')
      .filter((part) => !part.startsWith('token='))
      .join('&')
    history.replaceState(null, '', rest ? `#${rest}` : location.pathname)
  }
  token = sessionStorage.getItem('heldby-token')
}

export function useToken(given: string): void {
  sessionStorage.setItem('heldby-token', given)
  token = given
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

type Query = Record<string, string | number | boolean | null | undefined>

/** What an asker has to bring: the token, where there is one. */
export const bearer = (): Record<string, string> => (token ? { Authorization: `Bearer ${token}` } : {})

const headers = (more: Record<string, string> = {}): Record<string, string> => ({ ...more, ...bearer() })

async function call(path: string, init: RequestInit): Promise<unknown> {
  let answer: Response
  try {
    answer = await fetch(base + path, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Refused(0, 'offline')
  }
  const text = await answer.text()
  if (!answer.ok) throw new Refused(answer.status, reason(text) ?? answer.statusText)
  // Overrides of the writing direction can make a name read as another; legitimate text has no need of them.
  return withoutNulls(JSON.parse(text.replace(/[\u202d\u202e]/g, '\ufffd')) as unknown)
}

function reason(text: string): string | null {
  try {
    const detail = (JSON.parse(text) as { detail?: unknown }).detail
    return typeof detail === 'string'
      ? detail
      : Array.isArray(detail)
        ? (detail as { msg: string }[]).map((one) => one.msg).join('; ')
        : null
  } catch {
    return null
  }
}

/** What is null is left out, as in the pages' own data; numbers in lists keep their places. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    for (const one of value) if (typeof one === 'object') withoutNulls(one)
  } else if (typeof value === 'object' && value !== null) {
    const record = value as Record<string, unknown>
    for (const key in record) {
      if (record[key] === null) delete record[key]
      else if (typeof record[key] === 'object') withoutNulls(record[key])
    }
  }
  return value
}

export async function ask<T>(path: string, query: Query = {}): Promise<T> {
  const told = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== null && value !== '') told.set(key, String(value))
  const text = told.toString()
  return (await call(text ? `${path}?${text}` : path, { headers: headers() })) as T
}

export async function send<T>(path: string, body: unknown): Promise<T> {
  return (await call(path, { method: 'POST', headers: headers({ 'Content-Type': 'application/json' }), body: JSON.stringify(body) })) as T
}

export async function upload(file: File): Promise<Job> {
  const init = { method: 'POST', headers: headers({ 'Content-Type': 'application/octet-stream' }), body: file }
  return (await call(`intake/files?name=${encodeURIComponent(file.name)}`, init)) as Job
}

/** Listens for news until stopped; a lost connection is taken up again. EventSource cannot carry a token, so the stream is read by hand. */
export function listen(tell: (kind: string, data: unknown) => void): () => void {
  const stop = new AbortController()
  void (async () => {
    for (let pause = 1000; !stop.signal.aborted; pause = Math.min(30_000, pause * 2)) {
      try {
        const answer = await fetch(`${base}stream`, { headers: headers(), credentials: 'same-origin', signal: stop.signal })
        if (answer.ok && answer.body) {
          pause = 1000
          await read(answer.body, tell)
        }
      } catch {
        /* the server went away, or this page does */
      }
      if (!stop.signal.aborted) await new Promise((done) => setTimeout(done, pause))
    }
  })()
  return () => stop.abort()
}

async function read(body: ReadableStream<Uint8Array>, tell: (kind: string, data: unknown) => void): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader()
  let waiting = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const parts = (waiting + value).split('\n\n')
    waiting = parts.pop() ?? ''
    for (const part of parts) {
      const fields = new Map(part.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]))
      const [kind, data] = [fields.get('event'), fields.get('data')]
      if (kind && data) tell(kind, JSON.parse(data))
    }
  }
}
