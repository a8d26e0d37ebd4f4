/** Whether the service can do its work now. */
export interface Health {
  ready(): Promise<boolean>;
}

export const HEALTH = Symbol('Health');
