/** Why a step was told to stop, for the history: what the queue says, or that the service is stopping. */
export const interruptionOf = ({ reason }: AbortSignal): string =>
  typeof reason === 'string' ? reason : 'the service is stopping';
