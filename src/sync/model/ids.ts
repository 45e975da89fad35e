// Branded ids: a Graph id, a Sales id and a link key are all strings and must never be confused.

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Id of a record on its side: Graph immutable id, or Sales PartyId as decimal digits. Opaque, case-sensitive. */
export type RecordId = Branded<'RecordId'>;
/** Our key of a pair, derived from the record that was born first (sync-correctness: identity, not run). */
export type LinkKey = Branded<'LinkKey'>;
/** One thing that is read with its own cursor: a Graph contact folder, or the change window of a Sales kind. */
export type FeedId = Branded<'FeedId'>;
/** Where a feed was read to. Opaque to the engine. */
export type Cursor = Branded<'Cursor'>;
/** Version of a record for If-Match. Opaque. */
export type Etag = Branded<'Etag'>;
/** Keyed 64-bit digest of one merge unit, 16 hex digits. Comparable only inside one database. */
export type Digest = Branded<'Digest'>;
export type IntentId = Branded<'IntentId'>;
export type RunId = Branded<'RunId'>;
/** Identity of one database of the engine (one browser profile, one worker store). */
export type StoreId = Branded<'StoreId'>;
/** Identity of the Sales installation behind this product, stamped on our Outlook items. */
export type InstanceId = Branded<'InstanceId'>;
/** Number of a saved search in the Sales application. */
export type SavedSearchId = Branded<'SavedSearchId'>;
