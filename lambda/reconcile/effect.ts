/** What an action does to the protection of accounts. Guards decide by it: an action that nobody classified does not compile. */
export type Effect =
  /** gives protection, or gives it back */
  | 'protects'
  /** puts settings and records in order: no account has less protection than before */
  | 'settles'
  /** may leave accounts with less than they have: the controller's `losing` says which, and the guard counts them */
  | 'lessens'
  /** ends what another administrator has: the configuration asks for it by name, so it is neither withheld nor counted */
  | 'replaces'
  /** afterwards the accounts of the action, or all, are not watched: withheld with `onRemoval: retain`, and all are counted */
  | 'destroys';
