// The mail that asks a person to sign in, as plain text. The relay does not know what a person reads: an operator chooses.

export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

interface Words {
  readonly subject: string;
  readonly greeting: (name: string) => string;
  readonly asks: string;
  readonly open: string;
  readonly ignore: string;
}

const words = {
  en: {
    subject: 'Please sign in to Sales Sync',
    greeting: (name) => `Hello ${name},`,
    asks: 'An administrator of your organization asks you to sign in again. Without a valid sign-in, nothing is kept in step between Outlook and Sales.',
    open: 'Open this page, or the Sales Sync pane in Outlook, and sign in:',
    ignore: 'If you have signed in since, there is nothing left to do. This message was sent automatically.',
  },
  de: {
    subject: 'Bitte bei Sales Sync anmelden',
    greeting: (name) => `Guten Tag ${name},`,
    asks: 'ein Administrator Ihrer Organisation bittet Sie, sich erneut anzumelden. Ohne gültige Anmeldung wird zwischen Outlook und Sales nichts abgeglichen.',
    open: 'Öffnen Sie diese Seite oder den Bereich Sales Sync in Outlook, und melden Sie sich an:',
    ignore:
      'Wenn Sie sich inzwischen angemeldet haben, ist nichts mehr zu tun. Diese Nachricht wurde automatisch gesendet.',
  },
  fr: {
    subject: 'Veuillez vous connecter à Sales Sync',
    greeting: (name) => `Bonjour ${name},`,
    asks: 'Un administrateur de votre organisation vous demande de vous reconnecter. Sans connexion valide, rien n’est synchronisé entre Outlook et Sales.',
    open: 'Ouvrez cette page, ou le volet Sales Sync dans Outlook, et connectez-vous :',
    ignore:
      'Si vous vous êtes connecté entre-temps, il n’y a plus rien à faire. Ce message a été envoyé automatiquement.',
  },
  es: {
    subject: 'Inicie sesión en Sales Sync',
    greeting: (name) => `Hola, ${name}:`,
    asks: 'Un administrador de su organización le pide que vuelva a iniciar sesión. Sin una sesión válida no se sincroniza nada entre Outlook y Sales.',
    open: 'Abra esta página, o el panel Sales Sync en Outlook, e inicie sesión:',
    ignore:
      'Si ya ha iniciado sesión, no tiene que hacer nada más. Este mensaje se ha enviado automáticamente.',
  },
  ja: {
    subject: 'Sales Sync にサインインしてください',
    greeting: (name) => `${name} 様`,
    asks: '組織の管理者が、もう一度サインインするようお願いしています。有効なサインインがないと、Outlook と Sales の間では何も同期されません。',
    open: 'このページ、または Outlook の Sales Sync ウィンドウを開いて、サインインしてください。',
    ignore: 'すでにサインインした場合は、何もする必要はありません。このメッセージは自動的に送信されました。',
  },
  ar: {
    subject: 'يرجى تسجيل الدخول إلى Sales Sync',
    greeting: (name) => `مرحبًا ${name}،`,
    asks: 'يطلب منك مسؤول مؤسستك تسجيل الدخول مرة أخرى. ومن دون تسجيل دخول صالح لا تتم مزامنة أي شيء بين Outlook وSales.',
    open: 'افتح هذه الصفحة، أو جزء Sales Sync في Outlook، ثم سجّل الدخول:',
    ignore: 'إذا كنت قد سجّلت الدخول بالفعل، فلا يلزم فعل أي شيء. أُرسلت هذه الرسالة تلقائيًا.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export type MailLanguage = keyof typeof words;
export const mailLanguages = Object.keys(words) as readonly MailLanguage[];

/** `name` is what a directory says: it stays on its line. */
export function signInMail(
  language: MailLanguage,
  { name, email, link }: { readonly name: string; readonly email: string; readonly link: string },
): Mail {
  const said: Words = words[language];
  const shown = name.replace(/\s+/g, ' ').trim();
  const lines = [said.greeting(shown), '', said.asks, '', said.open, link, '', said.ignore, ''];
  return { to: { name: shown, address: email }, subject: said.subject, text: lines.join('\n') };
}
