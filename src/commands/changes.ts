/** What the read side tells of each aggregate that changed. */
export interface Changes {
  /** Resolves when the read model has caught up with the log for the first time. */
  untilReady(): Promise<void>;
  onChanged(
    listener: (change: {
      readonly category: string;
      readonly id: string;
      readonly state: unknown;
      readonly live: boolean;
    }) => void,
  ): () => void;
}
