import { type Chance, pick, shuffled } from './chance.ts';

/**
 * Names of nursing homes that sound like ones and are none: birds, weeds and corn in front, and behind an ending
 * that real homes hardly use. Each is given once in the whole world.
 */
const FRONT =
  `Vibe Svale Spurve Mejse Solsorte Nattergale Bekkasin Hejre Ryle Klyde Terne Isfugle Musvit Stillits
  Sisken Dompap Drossel Gærdesmutte Havre Rug Byg Boghvede Kløver Lucerne Humle Hør Timian Merian Salvie Lavendel
  Kamille Mynte Kommen Dild Kørvel Løvstikke Perikon Valmue Kornblomst Tidsel Bregne Lyng Siv Dunhammer Pile Hassel
  Navr Avnbøge Slåen Hyben Brombær Hindbær Tyttebær Ribs Stikkelsbær Kvæde Mirabel Morbær Vejbred Skvalderkål
  Rejnfan Røllike Ranunkel Engkarse Lungeurt`.split(/\s+/);

const BACK = `remisen hegnet diget leddet gærdet skrænten lysningen sletten tunet ageren kæret løkken svinget
  stubben vænget tofterne`.split(/\s+/);

const KIND_OF_HOME = [
  'Plejecenter',
  'Plejecenter',
  'Plejehjemmet',
  'Plejehjemmet',
  'Ældrecenter',
  'Omsorgscenter',
];

const DIRECTIONS = ['Nord', 'Syd', 'Øst', 'Vest', 'Midt'];

export function homeNames(chance: Chance): (index: number) => string {
  const random = chance.stream('names of homes');
  const words = shuffled(
    random,
    FRONT.flatMap((front) => BACK.map((back) => front + back)),
  );
  return (index) => `${pick(random, KIND_OF_HOME)} ${words[index % words.length]!}`;
}

/** "Hjemmeplejen Espergærde"; with a direction where a town has several. */
export function districtName({ town, indexInTown }: { town: string; indexInTown: number }): string {
  if (indexInTown === 0) return `Hjemmeplejen ${town}`;
  const round = Math.floor((indexInTown - 1) / DIRECTIONS.length);
  const direction = DIRECTIONS[(indexInTown - 1) % DIRECTIONS.length]!;
  return `Hjemmeplejen ${town} ${direction}${round === 0 ? '' : ` ${round + 1}`}`;
}

export function nursingName(municipality: string): string {
  return `Hjemmesygeplejen ${municipality}`;
}

const STREETS = `Havremarken Lærkeleddet Møllegærdet Rugskellet Sivdammen Kløverstykket Vibestien Hyldestubben
  Tranekæret Bygageren Humleskellet Lyngremisen Svaleskrænten Kornkrogen Mergeldammen Tørveskæret Frøstykket
  Spurveskellet Hørdammen Ålekistestien`.split(/\s+/);

export function streetAddress({ chance, key, town }: { chance: Chance; key: string; town: string }): string {
  const random = chance.stream(`street of ${key}`);
  return `${pick(random, STREETS)} ${1 + Math.floor(random() * 60)}, ${town}`;
}
