import type { Config } from '../lib/config';

/** Places of the configuration in a message: `overrides[3]`, `detective.priority[0]`. */
const PLACE = /\b(overrides|detective\.priority)\[(\d+)\](?!, line)/g;

/** A message with the line of each place that it names: desired states have no lines, since a comment must not change them. */
export function withLines({ lineOf }: Pick<Config, 'lineOf'>, message: string): string {
  return message.replace(PLACE, (place, section: string, index: string) => {
    const line = lineOf([...section.split('.'), Number(index)]);
    return line === undefined ? place : `${place}, line ${line}`;
  });
}
