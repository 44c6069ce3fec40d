// Written by `python -m heldby.server.openapi_client` from the API's OpenAPI document; change it there.

export interface Collection {
  id: string
  title: string
  description: string
  itemType: "feature"
  extent?: Extent
  links: Link[]
}

export interface Collections {
  links: Link[]
  collections: Collection[]
}

export interface Conformance {
  conformsTo: string[]
}

export interface Extent {
  spatial?: Record<string, unknown>
  temporal?: Record<string, unknown>
}

export interface Feature {
  type: "Feature"
  id: string
  geometry?: Record<string, unknown>
  properties: Record<string, unknown>
  links: Link[]
}

export interface Features {
  type: "FeatureCollection"
  features: Feature[]
  links: Link[]
  numberReturned: number
  numberMatched?: number
  timeStamp: string
}

export interface Landing {
  title: string
  description: string
  links: Link[]
}

export interface Link {
  href: string
  rel: string
  type: string
  title?: string
}
