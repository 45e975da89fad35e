// The company's offices: what a person's or an account's place decides (language, zone, how phone numbers look).
// Mobile area codes exist only where the Sales application's users would split the number there.
import { faker as german } from '@faker-js/faker/locale/de';
import { faker as arabic } from '@faker-js/faker/locale/ar';
import { faker as american } from '@faker-js/faker/locale/en_US';
import { faker as british } from '@faker-js/faker/locale/en_GB';
import { faker as spanish } from '@faker-js/faker/locale/es';
import { faker as mexican } from '@faker-js/faker/locale/es_MX';
import { faker as french } from '@faker-js/faker/locale/fr';
import { faker as japanese } from '@faker-js/faker/locale/ja';
import type { Faker } from '@faker-js/faker';

export interface PhoneStyle {
  readonly countryCode: string;
  /** geographic area code of the office; its lines start with `lines` and fill `#` with digits */
  readonly area: string;
  readonly lines: string;
  readonly mobile: string;
}

export interface Office {
  readonly name: string;
  readonly locale: string;
  readonly language: 'en' | 'es' | 'fr' | 'de' | 'ja' | 'ar';
  readonly timeZone: string;
  readonly country: string;
  /** the country as the office's people write it */
  readonly countryName: string;
  readonly phone: PhoneStyle;
  readonly faker: Faker;
}

const office = (value: Office): Office => value;

export const offices = {
  madrid: office({
    name: 'Madrid',
    locale: 'es-ES',
    language: 'es',
    timeZone: 'Europe/Madrid',
    country: 'ES',
    countryName: 'España',
    phone: { countryCode: '34', area: '91', lines: '4######', mobile: '6########' },
    faker: spanish,
  }),
  mexico: office({
    name: 'Ciudad de México',
    locale: 'es-MX',
    language: 'es',
    timeZone: 'America/Mexico_City',
    country: 'MX',
    countryName: 'México',
    phone: { countryCode: '52', area: '55', lines: '52######', mobile: '5541######' },
    faker: mexican,
  }),
  paris: office({
    name: 'Paris',
    locale: 'fr-FR',
    language: 'fr',
    timeZone: 'Europe/Paris',
    country: 'FR',
    countryName: 'France',
    phone: { countryCode: '33', area: '1', lines: '42######', mobile: '61#######' },
    faker: french,
  }),
  munich: office({
    name: 'München',
    locale: 'de-DE',
    language: 'de',
    timeZone: 'Europe/Berlin',
    country: 'DE',
    countryName: 'Deutschland',
    phone: { countryCode: '49', area: '89', lines: '23######', mobile: '1511#######' },
    faker: german,
  }),
  london: office({
    name: 'London',
    locale: 'en-GB',
    language: 'en',
    timeZone: 'Europe/London',
    country: 'GB',
    countryName: 'United Kingdom',
    phone: { countryCode: '44', area: '20', lines: '7946####', mobile: '7400######' },
    faker: british,
  }),
  newYork: office({
    name: 'New York',
    locale: 'en-US',
    language: 'en',
    timeZone: 'America/New_York',
    country: 'US',
    countryName: 'United States',
    phone: { countryCode: '1', area: '212', lines: '555####', mobile: '917555####' },
    faker: american,
  }),
  tokyo: office({
    name: '東京',
    locale: 'ja-JP',
    language: 'ja',
    timeZone: 'Asia/Tokyo',
    country: 'JP',
    countryName: '日本',
    phone: { countryCode: '81', area: '3', lines: '52######', mobile: '9012######' },
    faker: japanese,
  }),
  dubai: office({
    name: 'Dubai',
    locale: 'ar-AE',
    language: 'ar',
    timeZone: 'Asia/Dubai',
    country: 'AE',
    countryName: 'الإمارات العربية المتحدة',
    phone: { countryCode: '971', area: '4', lines: '33#####', mobile: '5012#####' },
    faker: arabic,
  }),
};

export type OfficeKey = keyof typeof offices;
