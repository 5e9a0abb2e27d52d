/** The effect of an action on the protection of accounts. Guards use it: an action without a class does not compile. */
export type Effect =
  /** gives or restores protection */
  | 'protects'
  /** corrects settings and records: no account has less protection than before */
  | 'settles'
  /** may reduce the protection of accounts: the controller's `losing` names them, and the guard counts them */
  | 'lessens'
  /** ends another administrator's role: the configuration asks for it explicitly, so it is neither withheld nor counted */
  | 'replaces'
  /** leaves the accounts of the action, or all, unprotected: withheld with `onRemoval: retain`, and all are counted */
  | 'destroys';
