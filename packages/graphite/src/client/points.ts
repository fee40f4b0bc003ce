/** Tags of a point. `null` and `undefined` are left out. */
export type Tags = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What a single call may say of its point. */
export interface SendOptions {
  /**
   * When it was, as a date or in seconds since 1970, with fractions if you like; not in milliseconds: `Date.now()` is refused. Default:
   * now.
   */
  readonly timestamp?: Date | number | undefined;
  /** Tags of this point; they take the place of the client's tags with the same key. */
  readonly tags?: Tags | undefined;
  /** The point is stored at a multiple of it. From 1 to 86,400; default: the client's `intervalSeconds`. */
  readonly intervalSeconds?: number | undefined;
}

/** A value of a series at a second. */
export interface GraphitePoint extends SendOptions {
  /** Parts with dots between; the client's prefix is put before it. Not empty. */
  readonly path: string;
  readonly value: number;
}

/** How a child differs from its parent. */
export interface ChildOptions {
  /** Put behind the parent's prefix, with one dot between. */
  readonly prefix?: string | undefined;
  /** Tags of every point; they take the place of the parent's with the same key. */
  readonly tags?: Tags | undefined;
}
