/** The way in which an event came to a bus. */
export interface Journey {
  /** from another bus or account, so it is not forwarded again */
  readonly forwarded: boolean;
}

/** The journey of an event on its first bus. */
export const FIRST: Journey = { forwarded: false };
