/** How an event came to a bus. */
export interface Journey {
  /** from another bus or another account: it goes to no third one */
  readonly forwarded: boolean;
}

/** Of an event on its first bus. */
export const FIRST: Journey = { forwarded: false };
