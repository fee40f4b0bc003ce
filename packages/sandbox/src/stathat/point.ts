/** A count or a value of one stat. */
export interface StatHatPoint {
  readonly kind: 'count' | 'value';
  /** The stat's name (EZ), or its key (classic). */
  readonly stat: string;
  readonly value: number;
  /** Unix seconds, as told or of the receipt. */
  readonly timestamp: number;
  /** Whether the time was told. */
  readonly isTimed: boolean;
}

/** A point that was taken, and how it came. */
export interface TakenStatHatPoint extends StatHatPoint {
  readonly api: 'ez' | 'classic';
  /** The EZ key or the user key. */
  readonly account: string;
}
