import { beforeEach, describe, expect, it } from 'vitest'
import { indexPage } from '../src/data'
import type { Data, LiveSource } from '../src/model'
import { availablePages, ViewState } from '../src/view_state.svelte'
import { claim, day, page, place, report } from './samples'

const record = (): Data => indexPage(page({ reports: [report()], claims: [claim()], places: [place()] }))
const live = (reading = false): Data => ({ ...record(), live: { scene: { reading } } as unknown as LiveSource })

beforeEach(() => {
  location.hash = ''
})

describe('the address', () => {
  it('is empty for the default view', () => {
    expect(new ViewState(record()).toHash()).toBe('')
  })
  it.each([
    'on=2017-11-08&known=same&place=rawa',
    'known=2017-11-08&tab=claims&q=rawa&sort=-since',
    'hide=fronts.advances&theme=dark',
    'claim=c1',
  ])('keeps %s', (hash) => {
    const view = new ViewState(record())
    view.readHash(`#${hash}`)
    expect(view.toHash()).toBe(hash)
  })
  it('keeps a view and its filters over a server', () => {
    const view = new ViewState(live())
    view.readHash('view=timeline&report=r9&type=capture')
    expect(view.toHash()).toBe('view=timeline&report=r9&type=capture')
  })
  it.each(['on=never&known=2017-99-99&place=nowhere&tab=x&claim=none&theme=pink&hide=sea', '%%%', 'view=timeline&report=r9'])(
    'ignores %s',
    (hash) => {
      const view = new ViewState(record())
      view.readHash(hash)
      expect(view.toHash()).toBe('')
    },
  )
})

describe('the day', () => {
  it('stays within the clock', () => {
    const view = new ViewState(record())
    view.setDay(day('1999-01-01'))
    expect(view.day).toBe(day('2017-11-08'))
    view.setDay(day('2099-01-01'))
    expect(view.day).toBe(day('2017-11-09'))
  })
  it('at the end follows a newer record', () => {
    const view = new ViewState(record())
    view.setData(indexPage(page({ reports: [report(), report({ id: 'r2', published: '2017-11-20' })] })))
    expect(view.day).toBe(day('2017-11-20'))
  })
  it('limits what counts as known', () => {
    const view = new ViewState(record())
    expect(view.known).toBeNull()
    view.knowledge = 'same'
    expect(view.known).toBe(day('2017-11-09'))
    view.knowledge = 'on'
    view.knownDay = day('2017-11-08')
    expect(view.known).toBe(day('2017-11-08'))
  })
  it('is null in a record without dates', () => {
    const view = new ViewState(indexPage(page()))
    view.knowledge = 'same'
    expect([view.day, view.known]).toEqual([null, null])
  })
})

it('hides and shows layers in a fixed order', () => {
  const view = new ViewState(record())
  view.toggleLayer('advances')
  view.toggleLayer('fronts')
  expect(view.hidden).toEqual(['fronts', 'advances', 'areas'])
  view.toggleLayer('fronts')
  expect(view.hidden).toEqual(['advances', 'areas'])
})

it('opens another view without the filters and reports of the last', () => {
  const view = new ViewState(live())
  view.setFilter('q', 'rawa')
  view.report = 'r1'
  view.open('reports', { source: 'Palm Radio' })
  expect([view.page, view.filters, view.report]).toEqual(['reports', { source: 'Palm Radio' }, null])
  view.setFilter('source', '')
  expect(view.filters).toEqual({})
})

it('offers readers no views that change the record', () => {
  expect(availablePages(live())).toContain('review')
  expect(availablePages(live(true))).not.toContain('review')
})

it('keeps the part of the map in the address, and takes no part that is off the map', () => {
  const view = new ViewState(record())
  view.readHash('map=41.5,34.25,8')
  expect(view.camera).toEqual({ lon: 41.5, lat: 34.25, zoom: 8 })
  expect(new URLSearchParams(view.toHash()).get('map')).toBe('41.500,34.250,8.00')
  for (const wrong of ['map=200,0,5', 'map=x', 'map=1,2', 'map=1,2,99']) {
    view.readHash(wrong)
    expect(view.camera).toBeNull()
  }
})
