import { describe, expect, it } from 'vitest'
import { answersFor } from '../../src/control'
import { indexPage } from '../../src/data'
import { NO_LINES } from '../../src/map/fronts'
import { marksFor } from '../../src/map/geo'
import { pictureSvg } from '../../src/map/picture'
import { THEMES } from '../../src/map/theme'
import { embedCode, fileName } from '../../src/parts/share'
import { interval, page, place } from '../samples'

function picture(name: string, title = 'A record'): Document {
  const places = [
    place({ id: 'a', name, versions: [{ intervals: [interval({ side: 'is' })] }] }),
    place({ id: 'b', name: 'Far away', lon: 5, versions: [{ intervals: [interval({ side: 'other' })] }] }),
  ]
  const sides = ['is', 'other'].map((id, look) => ({ id, name: `Side ${id}`, look }))
  const data = indexPage(page({ places, sides, title }))
  const marks = marksFor(data, answersFor(data, null, null, []))
  const contents = {
    data,
    marks,
    lines: NO_LINES,
    theme: THEMES.light,
    title,
    subtitle: '9 November 2017',
    caveat: '',
    credit: 'Outlines: N',
  }
  return new DOMParser().parseFromString(pictureSvg({ ...contents, bounds: [40, 33, 43, 36] }, 800, 600), 'image/svg+xml')
}

describe('the picture of the map', () => {
  it('has title, day, names, credit and the sides in view', () => {
    const text = picture('Rawa').documentElement.textContent
    for (const part of ['A record', '9 November 2017', 'Rawa', 'Side is', 'Outlines: N']) expect(text).toContain(part)
    expect(text).not.toContain('Side other')
  })
  it('shows hostile names as text', () => {
    const hostile = '</text><script>alert(1)</script>&\u0000"'
    const svg = picture(hostile, hostile)
    expect(svg.querySelector('parsererror, script')).toBeNull()
    expect(svg.documentElement.textContent).toContain('<script>alert(1)</script>&')
  })
})

describe('the code for another page', () => {
  it('shows the same view as a map alone', () => {
    const code = embedCode('https://example.org/war.html#on=2017-11-09&place=a', 'A "war" <b>')
    const frame = new DOMParser().parseFromString(code, 'application/xml').documentElement
    expect(frame.getAttribute('src')).toBe('https://example.org/war.html#on=2017-11-09&place=a&embed=1')
    expect(frame.getAttribute('title')).toBe('A "war" <b>')
  })
  it('names files after the title', () => {
    expect(fileName('Sudan, 2023–2025')).toBe('sudan-2023-2025')
    expect(fileName('…')).toBe('map')
  })
})
