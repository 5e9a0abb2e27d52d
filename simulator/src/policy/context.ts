/** The condition keys of a request, names in lower case; keys with several values have a list. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;
