/** From this distance on the engine's own block move beats a loop. */
const FAR = 16;

/** Moves the byte at a place of a list to its front. */
export function bringForward(list: Uint8Array, place: number): void {
  const byte = list[place] as number;
  if (place >= FAR) list.copyWithin(1, 0, place);
  else for (let at = place; at > 0; at--) list[at] = list[at - 1] as number;
  list[0] = byte;
}
