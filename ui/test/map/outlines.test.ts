import type { Position } from 'geojson'
import { describe, expect, it } from 'vitest'
import { cutLine, cutRing } from '../../src/map/antimeridian'
import { countryNames, outlines } from '../../src/map/outlines'

const world = outlines(null)
const rings = world.land.features.flatMap(({ geometry }) => (geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []))
const crosses = (points: Position[]): boolean =>
  points.some(([lon = 0], i) => Math.abs(lon - (points[i - 1]?.[0] ?? lon)) > 180 && Math.abs(points[i]?.[1] ?? 0) < 85)

describe('the outlines of the world', () => {
  it('never cross the map from one edge to the other', () => {
    expect(rings.filter(crosses)).toEqual([])
    for (const lines of [world.coasts, world.agreed, world.disputed]) expect(lines.coordinates.filter(crosses)).toEqual([])
  })
  it('have closed rings within the world', () => {
    for (const ring of rings) expect(ring.at(-1)).toEqual(ring[0])
    const lons = rings.flat().map(([lon = 0]) => lon)
    expect(lons.filter((lon) => lon < -180 || lon > 180)).toEqual([])
  })
  it('leave the Atlantic free and cover Siberia, Chukotka and Antarctica', () => {
    const inside = ([x, y]: [number, number]): boolean =>
      rings.filter((ring) => ring.slice(1).filter((b, i) => hits(ring[i] ?? b, b, x, y)).length % 2 === 1).length === 1
    expect(
      [
        [-15, 68.5],
        [-30, -16.45],
        [-40, 40],
      ].map((at) => inside(at as [number, number])),
    ).toEqual([false, false, false])
    expect(
      [
        [100, 62],
        [-175, 66.5],
        [0, -85],
        [179, -85],
      ].map((at) => inside(at as [number, number])),
    ).toEqual([true, true, true, true])
  })
  it('name each country on its own land', () => {
    const at = (name: string): Position => {
      const found = countryNames().features.find(({ properties }) => properties?.['name'] === name)
      return found?.geometry.type === 'Point' ? found.geometry.coordinates : []
    }
    expect(at('Fiji')[0]).toBeGreaterThan(177)
    const [lon = 0, lat = 0] = at('Russia')
    expect(lon > 60 && lon < 130 && lat > 55 && lat < 70).toBe(true)
  })
})

const hits = ([x0 = 0, y0 = 0]: Position, [x1 = 0, y1 = 0]: Position, x: number, y: number): boolean =>
  y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)

describe('cutting at the antimeridian', () => {
  it('splits a ring into one on each side', () => {
    const ring = [
      [179, 0],
      [-179, 0],
      [-179, 2],
      [179, 2],
      [179, 0],
    ]
    const parts = cutRing(ring)
    expect(parts.map((part) => [Math.min(...part.map(([x = 0]) => x)), Math.max(...part.map(([x = 0]) => x))])).toEqual([
      [179, 180],
      [-180, -179],
    ])
  })
  it('splits a line where it crosses', () => {
    expect(
      cutLine([
        [179, 0],
        [-179, 2],
        [-178, 2],
      ]),
    ).toEqual([
      [
        [179, 0],
        [180, 1],
      ],
      [
        [-180, 1],
        [-179, 2],
        [-178, 2],
      ],
    ])
  })
  it('leaves other shapes alone', () => {
    const ring = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ]
    expect(cutRing(ring)).toEqual([ring])
    expect(cutLine(ring)).toEqual([ring])
  })
})
