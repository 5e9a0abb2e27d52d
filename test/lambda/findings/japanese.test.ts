import type { Reason } from '../../../lambda/findings/detective';
import { render } from '../../../lambda/findings/render';
import { en } from '../../../lambda/findings/words/en';
import { ja } from '../../../lambda/findings/words/ja';
import { recorded } from '../../findings/corpus';
import { DESIRED, enriched } from './enriched';

const REASONS: readonly Reason[] = [
  ...(['off', 'notOffered', 'leftOut', 'notKnown', undefined] as const).map((because) => ({
    state: 'notInRegion' as const,
    region: 'eu-west-3',
    because,
  })),
  { state: 'notEnabled', status: undefined },
  { state: 'notEnabled', status: 'INVITED' },
  { state: 'notKnown' },
  { state: 'archived' },
  { state: 'tooOld' },
  { state: 'notIdentified' },
];

test('each reason why Detective shows nothing is in Japanese, and no two are the same', () => {
  const texts = REASONS.map((reason) => ja.reason(reason));
  for (const text of texts) {
    expect(text).toMatch(/[ぁ-んァ-ヶ]/);
    expect(text).not.toMatch(/[:：]/);
  }
  expect(new Set(texts).size).toBe(REASONS.length);
  expect(new Set(REASONS.map((reason) => en.reason(reason))).size).toBe(REASONS.length);
});

test('a mail in Japanese has the words of the console, and no English sentence of ours', () => {
  const finding = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
  const notification = enriched(finding, { desired: { ...DESIRED, locale: 'ja' }, members: new Map() });
  const { message } = render(notification, { kind: 'email' }, 'ja') as { message: string };
  expect(message).toContain('アカウントは動作グラフのメンバーではありません');
  expect(message).toContain('アカウントのメールアドレス');
  expect(message).toContain('が影響を受けています。');
  expect(message).toContain('アクターは IAM ユーザー alice');
  expect(message).not.toMatch(/\b(the|is|was not|because)\b(?!.*GuardDuty observed)/i);
});
