/** Lives, by name, as event types in order. */
export type Stories<E extends { type: string }> = Readonly<Record<string, readonly E['type'][]>>;
