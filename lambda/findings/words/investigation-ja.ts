import type { InvestigationWords } from './investigation';

export const investigationJa: InvestigationWords = {
  severity: { CRITICAL: '重大', HIGH: '高', MEDIUM: '中', LOW: '低', INFORMATIONAL: '情報' },
  indicator: {
    TTP_OBSERVED: '観測された戦術・手法・手順 (TTP)',
    IMPOSSIBLE_TRAVEL: '不可能な移動',
    FLAGGED_IP_ADDRESS: '脅威インテリジェンスでフラグが付いた IP アドレス',
    NEW_GEOLOCATION: '新しい位置情報',
    NEW_ASO: '新しい自律システム組織 (ASO)',
    NEW_USER_AGENT: '新しいユーザーエージェント',
    RELATED_FINDING: '関連する検出結果',
    RELATED_FINDING_GROUP: '関連する検出結果グループ',
  },
  labels: {
    investigation: '調査',
    result: '結果',
    suspect: '調査対象',
    tactics: '戦術と手法',
    calls: 'その中の API 呼び出し',
    scope: '調査した期間',
    finding: 'きっかけの検出結果',
    findingSeverity: '検出結果の重大度',
    open: 'Detective で調査結果を開く',
    profiles: 'Detective のプロファイル',
  },
  noResult: '結果なし',
  title: (who) => `Detective による ${who} の調査`,
  summary(outcome, who) {
    switch (outcome.state) {
      case 'finished':
        return finding(outcome.found.severity, who);
      case 'failed':
        return `Detective による ${who} の調査は失敗しました。コンソールでもう一度実行してください。`;
      case 'overdue':
        return `Detective による ${who} の調査は ${outcome.minutes} 分たっても終わっていません。結果はレポートに表示されます。`;
      case 'notStarted':
        return `Detective は ${who} を調査しませんでした (${outcome.words})`;
      case 'notRead':
        return `Detective は ${who} を調査しましたが、結果を読み取れませんでした (${outcome.words})`;
    }
  },
  follows: (who) => `Detective が ${who} を調査中です。結果は後ほどお知らせします`,
  known: (who, at) => `Detective が ${who} を調査済みです (${at})`,
  calls: ({ api, succeeded, failed }) => `${api} (成功 ${succeeded}、失敗 ${failed})`,
  newForAccount: 'アカウントで初めて',
  cut: '… ここで省略しました。全文は上の Detective リンクから確認できます',
};

function finding(severity: string, who: string): string {
  if (severity === 'CRITICAL' || severity === 'HIGH') return `${who} が侵害された兆候を Detective が検出しました。`;
  if (severity === 'MEDIUM') return `侵害の可能性がある、${who} の通常とは異なる動作を Detective が検出しました。`;
  if (severity === 'LOW' || severity === 'INFORMATIONAL') return `${who} に通常とは異なる動作は見つかりませんでした。`;
  return `Detective が ${who} を調査しました。`;
}
