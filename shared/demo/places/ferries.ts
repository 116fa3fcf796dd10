import { calendarDate, type Weekday } from '../../domain/calendar/calendarDate.ts';
import { minutesOf } from '../../domain/calendar/minutes.ts';
import { LINKS } from '../../domain/travel/links.ts';
import type { Sailing } from '../../domain/travel/timetable.ts';

const SOURCE = 'Opdigtet til demoen efter den rytme, som overfarten plejer at have';
const VALID_FROM = calendarDate('2020-08-01');
const WORKDAYS: readonly Weekday[] = [0, 1, 2, 3, 4];
const WEEKEND: readonly Weekday[] = [5, 6];

/** Departures of a working day: at these times, or every so many minutes from one to another. */
type Rhythm =
  | { readonly there: string; readonly back: string }
  | { readonly every: number; readonly from: string; readonly to: string };

interface Ferry {
  readonly link: string;
  /** Harbours of the link's first and second end. */
  readonly ends: readonly [string, string];
  readonly rhythm: Rhythm;
  readonly checkIn?: number;
}

const often = (every: number, from = '06:00', to = '22:00'): Rhythm => ({ every, from, to });

const FERRIES: readonly Ferry[] = [
  { link: 'feggesund', ends: ['Arup', 'Feggesund'], rhythm: often(20) },
  { link: 'nees-sund', ends: ['Ashøje', 'Næssund'], rhythm: often(20) },
  {
    link: 'spodsbjerg-taars',
    ends: ['Spodsbjerg', 'Tårs'],
    rhythm: often(60, '06:15', '20:15'),
    checkIn: 10,
  },
  { link: 'boejden-fynshav', ends: ['Bøjden', 'Fynshav'], rhythm: often(120, '06:00', '20:00'), checkIn: 10 },
  {
    link: 'ballen-kalundborg',
    ends: ['Ballen', 'Kalundborg'],
    rhythm: { there: '07:00 12:00 17:00', back: '09:00 14:30 19:00' },
    checkIn: 15,
  },
  {
    link: 'saelvig-hou',
    ends: ['Sælvig', 'Hou'],
    rhythm: {
      there: '06:10 08:20 10:30 12:40 14:50 17:00 19:10',
      back: '07:15 09:25 11:35 13:45 15:55 18:05 20:15',
    },
    checkIn: 10,
  },
  {
    link: 'laesoe-frederikshavn',
    ends: ['Vesterø', 'Frederikshavn'],
    rhythm: { there: '06:00 10:10 14:20 18:30', back: '08:00 12:10 16:20 20:30' },
    checkIn: 10,
  },
  {
    link: 'tunoe-hou',
    ends: ['Tunø', 'Hou'],
    rhythm: { there: '07:15 14:30', back: '09:00 16:15' },
  },
  {
    link: 'anholt-grenaa',
    ends: ['Anholt', 'Grenaa'],
    rhythm: { there: '12:30', back: '08:30' },
    checkIn: 20,
  },
  {
    link: 'roenne-koege',
    ends: ['Rønne', 'Køge'],
    rhythm: { there: '16:30', back: '00:30' },
    checkIn: 30,
  },
  { link: 'fanoe-esbjerg', ends: ['Nordby', 'Esbjerg'], rhythm: often(20, '05:10', '23:10') },
  {
    link: 'endelave-snaptun',
    ends: ['Endelave', 'Snaptun'],
    rhythm: { there: '06:20 10:00 15:10', back: '07:50 11:45 17:00' },
  },
  { link: 'hjarnoe-snaptun', ends: ['Hjarnø', 'Snaptun'], rhythm: often(30, '06:00', '21:00') },
  { link: 'venoe-kleppen', ends: ['Venø', 'Kleppen'], rhythm: often(20, '05:40', '23:00') },
  { link: 'fur-branden', ends: ['Fur', 'Branden'], rhythm: often(15, '05:30', '23:30') },
  { link: 'egholm-aalborg', ends: ['Egholm', 'Aalborg'], rhythm: often(30, '06:15', '22:15') },
  { link: 'aaroe-aaroesund', ends: ['Årø', 'Årøsund'], rhythm: often(60, '06:00', '21:00') },
  {
    link: 'baagoe-assens',
    ends: ['Bågø', 'Assens'],
    rhythm: { there: '06:30 09:15 14:15 17:00', back: '08:00 12:30 15:30 18:00' },
  },
  { link: 'barsoe-barsoelandevej', ends: ['Barsø', 'Barsø Landing'], rhythm: often(60, '06:30', '18:30') },
  {
    link: 'soeby-faaborg',
    ends: ['Søby', 'Faaborg'],
    rhythm: { there: '06:10 08:50 12:20 15:10 18:10', back: '07:30 10:30 13:45 16:40 19:30' },
    checkIn: 10,
  },
  {
    link: 'aeroeskoebing-svendborg',
    ends: ['Ærøskøbing', 'Svendborg'],
    rhythm: {
      there: '05:45 07:15 08:45 10:15 11:45 13:15 14:45 16:15 17:45 19:15',
      back: '07:15 08:45 10:15 11:45 13:15 14:45 16:15 17:45 19:15 20:45',
    },
    checkIn: 10,
  },
  {
    link: 'marstal-rudkoebing',
    ends: ['Marstal', 'Rudkøbing'],
    rhythm: { there: '06:00 08:30 11:00 13:30 16:00 18:30', back: '07:15 09:45 12:15 14:45 17:15 19:45' },
    checkIn: 10,
  },
  {
    link: 'soeby-fynshav',
    ends: ['Søby', 'Fynshav'],
    rhythm: { there: '07:00 11:30 16:30', back: '09:00 14:00 18:30' },
    checkIn: 10,
  },
  { link: 'stryno-rudkoebing', ends: ['Strynø', 'Rudkøbing'], rhythm: often(90, '06:15', '19:45') },
  {
    link: 'lyoe-faaborg',
    ends: ['Lyø', 'Faaborg'],
    rhythm: { there: '06:30 10:00 14:30 17:15', back: '09:00 13:15 16:00 18:15' },
  },
  {
    link: 'avernakoe-faaborg',
    ends: ['Avernakø', 'Faaborg'],
    rhythm: { there: '06:45 09:45 14:15 17:00', back: '09:00 13:15 16:00 18:15' },
  },
  {
    link: 'skaroe-svendborg',
    ends: ['Skarø', 'Svendborg'],
    rhythm: { there: '06:45 10:15 14:45 17:30', back: '08:30 13:00 16:00 18:15' },
  },
  {
    link: 'drejoe-svendborg',
    ends: ['Drejø', 'Svendborg'],
    rhythm: { there: '06:00 09:45 14:15 17:00', back: '08:30 13:00 16:00 18:15' },
  },
  { link: 'agersoe-stigsnaes', ends: ['Agersø', 'Stigsnæs'], rhythm: often(45, '05:45', '22:15') },
  {
    link: 'omoe-stigsnaes',
    ends: ['Omø', 'Stigsnæs'],
    rhythm: {
      there: '06:00 08:15 11:00 13:30 16:00 18:30',
      back: '07:10 09:30 12:15 14:45 17:15 19:45',
    },
  },
  {
    link: 'sejeroe-havnsoe',
    ends: ['Sejerø', 'Havnsø'],
    rhythm: { there: '06:15 09:15 12:45 15:45 18:45', back: '07:45 11:00 14:15 17:15 20:15' },
  },
  {
    link: 'nekseloe-havnsoe',
    ends: ['Nekselø', 'Havnsø'],
    rhythm: { there: '08:00 15:00', back: '08:30 15:30' },
  },
  { link: 'oroe-holbaek', ends: ['Orø', 'Holbæk'], rhythm: often(60, '05:30', '21:30') },
  { link: 'oroe-hammer-bakke', ends: ['Orø', 'Hammer Bakke'], rhythm: often(20, '06:00', '22:00') },
  { link: 'fejoe-kragenaes', ends: ['Fejø', 'Kragenæs'], rhythm: often(45, '05:30', '22:45') },
  {
    link: 'femoe-kragenaes',
    ends: ['Femø', 'Kragenæs'],
    rhythm: { there: '06:00 08:30 11:00 14:00 16:30 19:00', back: '07:00 09:45 12:30 15:15 17:45 20:15' },
  },
  {
    link: 'askoe-bandholm',
    ends: ['Askø', 'Bandholm'],
    rhythm: { there: '06:30 09:30 13:00 16:00 18:30', back: '07:15 11:00 14:30 17:15 19:30' },
  },
];

/** Small ferries turn round at once. */
const CHECK_IN = 5;

function departuresOf(rhythm: Rhythm, back: boolean): number[] {
  if ('there' in rhythm) return (back ? rhythm.back : rhythm.there).split(' ').map(minutesOf);
  const { every, from, to } = rhythm;
  const first = minutesOf(from) + (back ? Math.floor(every / 2) : 0);
  const count = Math.floor((minutesOf(to) - first) / every) + 1;
  return Array.from({ length: count }, (_, i) => first + i * every);
}

/** The demo's timetables. At weekends a ferry with many departures begins later. */
export function demoSailings(): Sailing[] {
  return FERRIES.flatMap(({ link: id, ends, rhythm, checkIn = CHECK_IN }) => {
    const link = LINKS.find((each) => each.id === id);
    if (!link) return [];
    return ([false, true] as const).flatMap((back) => {
      const departures = departuresOf(rhythm, back);
      const [from, to] = back ? [ends[1], ends[0]] : ends;
      const line = {
        link: id,
        direction: back ? ('back' as const) : ('there' as const),
        from,
        to,
        validFrom: VALID_FROM,
        validTo: null,
        minutes: link.minutes,
        checkInMinutes: checkIn,
        fare: link.fare,
        source: SOURCE,
      };
      const isOften = departures.length > 8;
      const late = departures.filter((departure) => departure >= 7 * 60);
      return [
        { ...line, weekdays: WORKDAYS, departures },
        { ...line, weekdays: WEEKEND, departures: isOften ? late : departures },
      ];
    });
  });
}
