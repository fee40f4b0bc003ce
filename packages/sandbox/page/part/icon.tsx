const paths = {
  copy: 'M5.5 5.500V3a1 1 0 0 1 1-1H13a1 1 0 0 1 1 1v6.500a1 1 0 0 1-1 1h-2.500M3 5.500h6.500a1 1 0 0 1 1 1V13a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V6.500a1 1 0 0 1 1-1Z',
  done: 'm3 8.5 3.2 3.200L13 5',
  plug: 'M5.5 2v3.500m5-3.500v3.500M3.5 5.500h9v2a4.5 4.5 0 0 1-9 0v-2Zm4.5 6.500v2.5',
  reset: 'M3 8a5 5 0 1 0 1.6-3.700M3 2.500v3h3',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.400L14 14',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-9.500V3m0 10v1.500M1.5 8H3m10 0h1.500M3.4 3.400l1.1 1.100m7 7 1.1 1.100m0-9.2-1.1 1.100m-7 7-1.1 1.1',
  moon: 'M13.5 9.500A6 6 0 0 1 6.5 2.500a6 6 0 1 0 7 7Z',
  system: 'M2 3h12v8H2V3Zm4 11h4m-2-3v3',
  pause: 'M5.5 3.500v9m5-9v9',
  play: 'm5 3 7.5 5L5 13V3Z',
  back: 'm10 3-5 5 5 5',
  forth: 'm6 3 5 5-5 5',
} as const;

export type IconName = keyof typeof paths;

/** A drawing that says nothing which its button does not say in words. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
