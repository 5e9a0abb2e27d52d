import type { DetectiveAbsence } from '../desired';
import type { Reason } from '../detective';
import type { Words } from './en';
import { investigationJa } from './investigation-ja';

const reasons: Readonly<Record<Exclude<Reason['state'], 'notInRegion' | 'notEnabled'>, string>> = {
  notKnown: 'アカウントが動作グラフのメンバーかどうかを読み取れませんでした',
  archived: '検出結果がアーカイブ済みのため、Detective には表示されません',
  tooOld: 'Detective の保持期間 365 日より前のアクティビティです',
  notIdentified: 'Detective 上で特定するための情報が検出結果にありません',
};

const absence: Readonly<Record<DetectiveAbsence | 'notRolledOut', (region: string) => string>> = {
  off: () => '設定で Detective が無効になっています',
  notOffered: (region) => `${region} では Detective が提供されていません`,
  leftOut: (region) => `設定により ${region} は Detective の対象外です`,
  notKnown: (region) => `${region} で Detective が提供されているか不明です`,
  notRolledOut: (region) => `${region} には Detective が展開されていません`,
};

const identity: Words['identity'] = {
  user: 'IAM ユーザー',
  roleSession: 'ロールセッション',
  role: 'ロール',
  federatedUser: 'フェデレーションユーザー',
  root: 'ルートユーザー',
  service: 'AWS サービス',
  identity: 'アイデンティティ',
};

export const ja: Words = {
  severity: { Critical: '重大', High: '高', Medium: '中', Low: '低', Unknown: '重大度不明' },
  labels: {
    type: 'タイプ',
    severity: '重大度',
    description: '説明',
    account: 'アカウント',
    ou: 'OU',
    tags: 'タグ',
    email: 'アカウントのメールアドレス',
    region: 'リージョン',
    resource: 'リソース',
    actor: 'アクター',
    action: 'アクション',
    evidence: '証拠',
    notInFinding: '検出結果に含まれない項目',
    firstSeen: '初回検出',
    lastSeen: '最終検出',
    occurrence: '発生状況',
    indicators: '戦術・手法・手順 (TTP)',
    signs: '兆候',
    findingId: '検出結果 ID',
    openGuardDuty: 'GuardDuty で開く',
    openDetective: 'Detective で調査する',
    noDetective: 'Detective では表示できません',
    entities: 'Detective のプロファイル',
    query: 'アクターを調べるクエリ',
    remedy: '対処方法 (AWS)',
  },
  affected: {
    instance: 'EC2 インスタンス',
    bucket: 'S3 バケット',
    object: 'S3 オブジェクト',
    workload: 'Kubernetes ワークロード',
    cluster: 'EKS クラスター',
    ecsTask: 'ECS タスク',
    ecsCluster: 'ECS クラスター',
    container: 'コンテナ',
    function: 'Lambda 関数',
    database: 'データベース',
    volume: 'EBS ボリューム',
    snapshot: 'EBS スナップショット',
    machineImage: 'AMI',
    recoveryPoint: '復旧ポイント',
    guardrail: 'Bedrock ガードレール',
    model: 'AI モデル',
    credentials: '認証情報',
    publicAccess: 'アカウントの S3 パブリックアクセスブロック',
    resource: 'リソース',
  },
  identity,
  actor: {
    ...identity,
    kubernetesUser: 'Kubernetes ユーザー',
    serviceAccount: 'Kubernetes サービスアカウント',
    databaseUser: 'データベースユーザー',
    process: 'プロセス',
  },
  evidence: {
    threat: '脅威',
    file: 'ファイル',
    hash: 'ハッシュ',
    threatList: '脅威リスト',
    container: 'コンテナ',
    image: 'イメージ',
    process: 'プロセス',
    library: 'ライブラリまたはモジュール',
    model: 'モデル',
    guardrail: 'ガードレール',
    object: 'S3 オブジェクト',
    version: '関数のバージョン',
    accessKey: 'アクセスキー',
    userAgent: 'ユーザーエージェント',
    database: 'データベース',
  },
  list: '、',
  entity: {
    account: 'アカウント',
    user: 'IAM ユーザー',
    role: 'ロール',
    roleSession: 'ロールセッション',
    federatedUser: 'フェデレーションユーザー',
    instance: 'EC2 インスタンス',
    ipAddress: 'IP アドレス',
    bucket: 'S3 バケット',
    cluster: 'EKS クラスター',
    pod: 'ポッド',
    subject: 'Kubernetes サブジェクト',
    containerImage: 'コンテナイメージ',
  },
  occurrence({ kind, count, previousSeverity }) {
    if (kind === 'escalated') return `重大度 ${previousSeverity} から上昇 (検出 ${count} 回)`;
    return kind === 'new' ? `新規 (検出 ${count} 回)` : `再検出 (検出 ${count} 回)`;
  },
  reason(reason) {
    if (reason.state === 'notInRegion') return absence[reason.because ?? 'notRolledOut'](reason.region);
    if (reason.state !== 'notEnabled') return reasons[reason.state];
    return reason.status === undefined
      ? 'アカウントは動作グラフのメンバーではありません'
      : `アカウントは動作グラフの有効なメンバーではありません (${reason.status})`;
  },
  affects: (what, account, regions) => `アカウント ${account} (${regions}) の ${what} が影響を受けています。`,
  actedBy: (who) => `アクターは ${who} です。`,
  from: (who, address) => `${who} (送信元 ${address})`,
  space: '',
  cut: '… ここで省略しました。全文は上の GuardDuty リンクから確認できます',
  investigation: investigationJa,
  sample: 'サンプル',
  noSuch: 'リソース',
};
