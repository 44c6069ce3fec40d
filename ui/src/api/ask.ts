// HTTP requests to the app's own server, with its token if it has one. The app uses no cookies of its own, but sends those that a proxy in
// front of the server needs (`same-origin`).

let base = ''
let token: string | null = null

const TOKEN_KEY = 'heldby-token'

/** Sets the address of the API. Moves a token from the page's address to the storage of this tab. */
export function connect(address: string): void {
  base = address
  const fromAddress = /(?:^|[#&])token=([^&]+)/.exec(location.hash)?.[1]
  if (fromAddress) {
    sessionStorage.setItem(TOKEN_KEY, decodeURIComponent(fromAddress))
    const rest = location.hash
      .replace(/^#/, '')
      .split('&')
      .filter((part) => !part.startsWith('token='))
      .join('&')
    history.replaceState(null, '', rest ? `#${rest}` : location.pathname)
  }
  token = sessionStorage.getItem(TOKEN_KEY)
}

/** Sets the token for this tab. */
export function useToken(value: string): void {
  sessionStorage.setItem(TOKEN_KEY, value)
  token = value
}

/** An error reply of the server, or status 0 if the server cannot be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
  }
}

type Query = Record<string, string | number | boolean | null | undefined>

/** Returns the headers of a request: those given and the token, if there is one. */
export const authHeaders = (more: Record<string, string> = {}): Record<string, string> => ({
  ...more,
  ...(token ? { Authorization: `Bearer ${token}` } : {}),
})

/** Returns the address of a path of the API. */
export const apiAddress = (path: string): string => base + path

/**
 * Requests a path of the API and returns its JSON without nulls.
 *
 * Throws `ApiError` for an error reply and for a server that cannot be reached.
 */
export async function request(path: string, init: RequestInit): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(apiAddress(path), { credentials: 'same-origin', ...init })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(0, 'offline')
  }
  const text = await response.text()
  if (!response.ok) throw new ApiError(response.status, errorDetail(text) ?? response.statusText)
  // Direction overrides can make one name look like another; legitimate text does not need them.
  return withoutNulls(JSON.parse(text.replace(/[\u202d\u202e]/g, '\ufffd')) as unknown)
}

function errorDetail(text: string): string | null {
  try {
    const detail = (JSON.parse(text) as { detail?: unknown }).detail
    if (typeof detail === 'string') return detail
    return Array.isArray(detail) ? (detail as { msg: string }[]).map((one) => one.msg).join('; ') : null
  } catch {
    return null
  }
}

/** Removes null fields in place, as the data of a page has none. Nulls in lists stay. */
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

/** Sends a GET request; empty parameters are left out. */
export async function ask<T>(path: string, query: Query = {}): Promise<T> {
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') parameters.set(key, String(value))
  const text = parameters.toString()
  return (await request(text ? `${path}?${text}` : path, { headers: authHeaders() })) as T
}

/** Sends a POST request with a JSON body. */
export async function send<T>(path: string, body: unknown): Promise<T> {
  const headers = authHeaders({ 'Content-Type': 'application/json' })
  return (await request(path, { method: 'POST', headers, body: JSON.stringify(body) })) as T
}
