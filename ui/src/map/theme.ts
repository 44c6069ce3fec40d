// The colours and the font of the map.

export interface Theme {
  name: 'light' | 'dark'
  sea: string
  land: string
  border: string
  coast: string
  river: string
  riverText: string
  countryText: string
  townText: string
  text: string
  paper: string
  markEdge: string
  accent: string
}

export const THEMES: Record<'light' | 'dark', Theme> = {
  light: {
    name: 'light',
    sea: '#d6e2e8',
    land: '#f5f1e8',
    border: '#a99f8d',
    coast: '#9db4c0',
    river: '#8fb6cc',
    riverText: '#3f7391',
    countryText: '#6f6655',
    townText: '#7d7462',
    text: '#1c2126',
    paper: '#ffffff',
    markEdge: '#1c2126',
    accent: '#1c2126',
  },
  dark: {
    name: 'dark',
    sea: '#0c1218',
    land: '#1d242b',
    border: '#56606b',
    coast: '#33424e',
    river: '#35617c',
    riverText: '#7fb2d0',
    countryText: '#a2a99f',
    townText: '#8b949e',
    text: '#eef1f4',
    paper: '#12171c',
    markEdge: '#f2f4f6',
    accent: '#ffffff',
  },
}

/** No glyph server: the browser draws labels with its own fonts. */
export const FONT = ['system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif']
