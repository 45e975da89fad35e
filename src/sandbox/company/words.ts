// Job titles and departments by language: the generated ones of faker read like a machine wrote them.
import type { Office } from './offices.ts';

interface Words {
  readonly jobTitles: readonly string[];
  readonly departments: readonly string[];
  readonly notes: readonly string[];
}

export const words: Readonly<Record<Office['language'], Words>> = {
  en: {
    jobTitles: [
      'Purchasing Manager',
      'Chief Financial Officer',
      'Head of Operations',
      'IT Director',
      'Plant Manager',
      'Procurement Specialist',
      'Managing Director',
      'Project Lead',
      'Warehouse Supervisor',
      'Legal Counsel',
    ],
    departments: ['Purchasing', 'Finance', 'Operations', 'Information Technology', 'Legal', 'Sales'],
    notes: [
      'Prefers a call before ten.',
      'Met at the spring trade fair.',
      'Decides together with the finance team.',
    ],
  },
  es: {
    jobTitles: [
      'Directora de Compras',
      'Jefe de Operaciones',
      'Responsable de Logística',
      'Director Financiero',
      'Gerente General',
      'Coordinadora de Proyectos',
      'Asesor Jurídico',
      'Jefa de Sistemas',
    ],
    departments: ['Compras', 'Finanzas', 'Operaciones', 'Sistemas', 'Asesoría Jurídica', 'Ventas'],
    notes: [
      'Prefiere llamadas por la mañana.',
      'Conocida en la feria de Valencia.',
      'Decide junto con finanzas.',
    ],
  },
  fr: {
    jobTitles: [
      'Directrice des achats',
      'Responsable logistique',
      'Directeur financier',
      'Chef de projet',
      'Directrice générale',
      'Responsable informatique',
      'Juriste',
      'Acheteur',
    ],
    departments: ['Achats', 'Finance', 'Logistique', 'Informatique', 'Juridique', 'Ventes'],
    notes: [
      'Préfère être appelée le matin.',
      'Rencontré au salon de Lyon.',
      'Décide avec la direction financière.',
    ],
  },
  de: {
    jobTitles: [
      'Leiterin Einkauf',
      'Geschäftsführer',
      'Kaufmännischer Leiter',
      'Leiter IT',
      'Projektleiterin',
      'Werksleiter',
      'Einkäufer',
      'Justiziarin',
    ],
    departments: ['Einkauf', 'Finanzen', 'Produktion', 'Informationstechnik', 'Recht', 'Vertrieb'],
    notes: [
      'Am besten vormittags anrufen.',
      'Auf der Messe in Hannover kennengelernt.',
      'Entscheidet mit der Finanzabteilung.',
    ],
  },
  ja: {
    jobTitles: ['購買部長', '営業課長', '情報システム部長', '代表取締役', '工場長', '法務担当', '経理部長'],
    departments: ['購買部', '経理部', '情報システム部', '製造部', '法務部', '営業部'],
    notes: ['午前中の連絡を希望。', '展示会で名刺交換。'],
  },
  ar: {
    jobTitles: [
      'مدير المشتريات',
      'المدير المالي',
      'مدير العمليات',
      'مديرة المشاريع',
      'المستشار القانوني',
      'مدير تقنية المعلومات',
    ],
    departments: ['المشتريات', 'المالية', 'العمليات', 'تقنية المعلومات', 'الشؤون القانونية', 'المبيعات'],
    notes: ['يفضل الاتصال صباحا.', 'التقينا في معرض دبي.'],
  },
};
