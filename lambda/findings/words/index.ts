import type { Locale } from '../desired';
import { en, type Words } from './en';
import { ja } from './ja';

export type { Label, Words } from './en';

/** Our words in a language. */
export function wordsOf(locale: Locale): Words {
  return locale === 'ja' ? ja : en;
}
