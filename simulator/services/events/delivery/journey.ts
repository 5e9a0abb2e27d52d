/** How an event came to a bus. */
export interface Journey {
  /** it has been on a bus of another account: it goes to no third one */
  readonly crossedAccounts: boolean;
  readonly buses: number;
}

/** Of an event on its first bus. */
export const FIRST: Journey = { crossedAccounts: false, buses: 0 };
