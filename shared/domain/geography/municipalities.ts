import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode, RegionCode } from './codes.ts';

export interface Municipality {
  readonly code: MunicipalityCode;
  /** The official Danish name, without "Kommune". */
  readonly name: string;
  /** Its region until 31 December 2026; later ones come from `regionOf`. */
  readonly region: RegionCode;
  readonly landsdel: string;
  /** Inhabitants in the first quarter of 2020 (Statistics Denmark, as used by SSI). */
  readonly population2020: number;
  readonly lat: number;
  readonly lon: number;
  /** Other spellings that published files use. */
  readonly spellings: readonly string[];
}

/** The day of `population2020`. */
export const POPULATION_DATE = '2020-01-01' as CalendarDate;

function row(
  code: string,
  name: string,
  region: string,
  landsdel: string,
  population2020: number,
  lat: number,
  lon: number,
  spellings: readonly string[],
): Municipality {
  return {
    code: code as MunicipalityCode,
    name,
    region: region as RegionCode,
    landsdel,
    population2020,
    lat,
    lon,
    spellings,
  };
}

/** The 98 municipalities by code. Christiansø (0411) belongs to no municipality and is not among them. */
export const MUNICIPALITIES: readonly Municipality[] = [
  row('0101', 'København', '1084', 'København', 632340, 55.6762, 12.5508, ['Copenhagen', 'Københavns']),
  row('0147', 'Frederiksberg', '1084', 'København', 104305, 55.6799, 12.5238, []),
  row('0151', 'Ballerup', '1084', 'Københavns omegn', 48602, 55.7331, 12.36, []),
  row('0153', 'Brøndby', '1084', 'Københavns omegn', 35090, 55.6434, 12.4155, []),
  row('0155', 'Dragør', '1084', 'København', 14494, 55.5819, 12.621, []),
  row('0157', 'Gentofte', '1084', 'Københavns omegn', 74830, 55.7506, 12.5531, []),
  row('0159', 'Gladsaxe', '1084', 'Københavns omegn', 69262, 55.7474, 12.4699, []),
  row('0161', 'Glostrup', '1084', 'Københavns omegn', 23128, 55.6833, 12.4058, []),
  row('0163', 'Herlev', '1084', 'Københavns omegn', 28953, 55.7349, 12.4278, []),
  row('0165', 'Albertslund', '1084', 'Københavns omegn', 27731, 55.6795, 12.3509, []),
  row('0167', 'Hvidovre', '1084', 'Københavns omegn', 53527, 55.6303, 12.4687, []),
  row('0169', 'Høje-Taastrup', '1084', 'Københavns omegn', 50759, 55.6592, 12.2389, [
    'Høje Tåstrup',
    'Høje Taastrup',
    'Høje-Tåstrup',
  ]),
  row('0173', 'Lyngby-Taarbæk', '1084', 'Københavns omegn', 56214, 55.786, 12.509, ['Lyngby-Tårbæk']),
  row('0175', 'Rødovre', '1084', 'Københavns omegn', 40652, 55.6872, 12.4491, []),
  row('0183', 'Ishøj', '1084', 'Københavns omegn', 22989, 55.6213, 12.3088, []),
  row('0185', 'Tårnby', '1084', 'København', 42989, 55.6152, 12.64, ['Taarnby']),
  row('0187', 'Vallensbæk', '1084', 'Københavns omegn', 16633, 55.6333, 12.3724, []),
  row('0190', 'Furesø', '1084', 'Nordsjælland', 40965, 55.7956, 12.367, []),
  row('0201', 'Allerød', '1084', 'Nordsjælland', 25633, 55.8555, 12.3212, []),
  row('0210', 'Fredensborg', '1084', 'Nordsjælland', 40865, 55.9505, 12.4435, []),
  row('0217', 'Helsingør', '1084', 'Nordsjælland', 62695, 56.0384, 12.4972, []),
  row('0219', 'Hillerød', '1084', 'Nordsjælland', 51183, 55.9291, 12.2387, []),
  row('0223', 'Hørsholm', '1084', 'Nordsjælland', 24864, 55.8834, 12.4855, []),
  row('0230', 'Rudersdal', '1084', 'Nordsjælland', 56728, 55.8344, 12.4888, []),
  row('0240', 'Egedal', '1084', 'Nordsjælland', 43354, 55.7705, 12.2332, []),
  row('0250', 'Frederikssund', '1084', 'Nordsjælland', 45223, 55.8186, 12.0133, []),
  row('0253', 'Greve', '1085', 'Østsjælland', 50558, 55.5904, 12.2452, []),
  row('0259', 'Køge', '1085', 'Østsjælland', 60979, 55.4561, 12.0708, []),
  row('0260', 'Halsnæs', '1084', 'Nordsjælland', 31384, 55.9702, 12.003, []),
  row('0265', 'Roskilde', '1085', 'Østsjælland', 87914, 55.6375, 12.1033, []),
  row('0269', 'Solrød', '1085', 'Østsjælland', 23255, 55.5372, 12.1739, []),
  row('0270', 'Gribskov', '1084', 'Nordsjælland', 41048, 56.0495, 12.233, []),
  row('0306', 'Odsherred', '1085', 'Vest- og Sydsjælland', 32957, 55.8544, 11.5549, []),
  row('0316', 'Holbæk', '1085', 'Vest- og Sydsjælland', 71541, 55.6604, 11.6174, []),
  row('0320', 'Faxe', '1085', 'Vest- og Sydsjælland', 36576, 55.2883, 12.0595, []),
  row('0326', 'Kalundborg', '1085', 'Vest- og Sydsjælland', 48436, 55.6282, 11.2309, []),
  row('0329', 'Ringsted', '1085', 'Vest- og Sydsjælland', 34852, 55.4572, 11.8176, []),
  row('0330', 'Slagelse', '1085', 'Vest- og Sydsjælland', 79073, 55.3424, 11.3417, []),
  row('0336', 'Stevns', '1085', 'Vest- og Sydsjælland', 22805, 55.3323, 12.3079, []),
  row('0340', 'Sorø', '1085', 'Vest- og Sydsjælland', 29881, 55.4856, 11.5586, []),
  row('0350', 'Lejre', '1085', 'Østsjælland', 27996, 55.635, 11.9174, []),
  row('0360', 'Lolland', '1085', 'Vest- og Sydsjælland', 41105, 54.8014, 11.3043, []),
  row('0370', 'Næstved', '1085', 'Vest- og Sydsjælland', 83143, 55.2595, 11.7316, []),
  row('0376', 'Guldborgsund', '1085', 'Vest- og Sydsjælland', 60722, 54.788, 11.8312, []),
  row('0390', 'Vordingborg', '1085', 'Vest- og Sydsjælland', 45566, 55.0263, 12.0973, []),
  row('0400', 'Bornholm', '1084', 'Bornholm', 39499, 55.1242, 14.9104, ['Bornholms']),
  row('0410', 'Middelfart', '1083', 'Fyn', 38853, 55.4522, 9.8861, []),
  row('0420', 'Assens', '1083', 'Fyn', 40965, 55.2971, 10.0682, []),
  row('0430', 'Faaborg-Midtfyn', '1083', 'Fyn', 51556, 55.1961, 10.3678, ['Fåborg-Midtfyn']),
  row('0440', 'Kerteminde', '1083', 'Fyn', 23812, 55.4553, 10.6154, []),
  row('0450', 'Nyborg', '1083', 'Fyn', 32009, 55.2945, 10.7012, []),
  row('0461', 'Odense', '1083', 'Fyn', 204895, 55.3851, 10.3717, []),
  row('0479', 'Svendborg', '1083', 'Fyn', 58296, 55.0899, 10.5971, []),
  row('0480', 'Nordfyns', '1083', 'Fyn', 29665, 55.5189, 10.2456, ['Nordfyn']),
  row('0482', 'Langeland', '1083', 'Fyn', 12491, 54.9198, 10.7769, []),
  row('0492', 'Ærø', '1083', 'Fyn', 5964, 54.8789, 10.3772, []),
  row('0510', 'Haderslev', '1083', 'Sydjylland', 55670, 55.2528, 9.3382, []),
  row('0530', 'Billund', '1083', 'Sydjylland', 26608, 55.7375, 8.9686, []),
  row('0540', 'Sønderborg', '1083', 'Sydjylland', 74220, 54.9523, 9.7852, []),
  row('0550', 'Tønder', '1083', 'Sydjylland', 37366, 55.0799, 8.8656, []),
  row('0561', 'Esbjerg', '1083', 'Sydjylland', 115483, 55.42, 8.6837, []),
  row('0563', 'Fanø', '1083', 'Sydjylland', 3488, 55.4052, 8.4186, []),
  row('0573', 'Varde', '1083', 'Sydjylland', 49961, 55.6779, 8.4841, []),
  row('0575', 'Vejen', '1083', 'Sydjylland', 42742, 55.4743, 9.0519, []),
  row('0580', 'Aabenraa', '1083', 'Sydjylland', 58761, 54.9817, 9.3154, ['Åbenrå']),
  row('0607', 'Fredericia', '1083', 'Sydjylland', 51377, 55.5736, 9.6841, []),
  row('0615', 'Horsens', '1082', 'Østjylland', 90966, 55.9285, 9.7834, []),
  row('0621', 'Kolding', '1083', 'Sydjylland', 93175, 55.4553, 9.4402, []),
  row('0630', 'Vejle', '1083', 'Sydjylland', 115748, 55.7425, 9.3656, []),
  row('0657', 'Herning', '1082', 'Vestjylland', 89127, 56.1572, 8.8765, []),
  row('0661', 'Holstebro', '1082', 'Vestjylland', 58591, 56.3703, 8.6047, []),
  row('0665', 'Lemvig', '1082', 'Vestjylland', 19722, 56.4956, 8.2844, []),
  row('0671', 'Struer', '1082', 'Vestjylland', 21036, 56.5185, 8.551, []),
  row('0706', 'Syddjurs', '1082', 'Østjylland', 42962, 56.3016, 10.5298, []),
  row('0707', 'Norddjurs', '1082', 'Østjylland', 37089, 56.4613, 10.6352, []),
  row('0710', 'Favrskov', '1082', 'Østjylland', 48397, 56.3113, 9.9306, []),
  row('0727', 'Odder', '1082', 'Østjylland', 22844, 55.939, 10.1465, []),
  row('0730', 'Randers', '1082', 'Østjylland', 97805, 56.516, 10.0682, []),
  row('0740', 'Silkeborg', '1082', 'Østjylland', 94026, 56.1928, 9.5172, []),
  row('0741', 'Samsø', '1082', 'Østjylland', 3657, 55.8572, 10.5887, []),
  row('0746', 'Skanderborg', '1082', 'Østjylland', 62678, 56.0783, 9.8722, []),
  row('0751', 'Aarhus', '1082', 'Østjylland', 349983, 56.1629, 10.1566, ['Århus']),
  row('0756', 'Ikast-Brande', '1082', 'Vestjylland', 41369, 56.0357, 9.23, ['Ikast Brande']),
  row('0760', 'Ringkøbing-Skjern', '1082', 'Vestjylland', 56594, 56.0207, 8.471, ['Ringkøbing Skjern']),
  row('0766', 'Hedensted', '1082', 'Østjylland', 46722, 55.7937, 9.7429, []),
  row('0773', 'Morsø', '1081', 'Nordjylland', 20247, 56.7995, 8.7305, ['Mors']),
  row('0779', 'Skive', '1082', 'Vestjylland', 45851, 56.6443, 8.9825, []),
  row('0787', 'Thisted', '1081', 'Nordjylland', 43423, 56.9448, 8.6036, []),
  row('0791', 'Viborg', '1082', 'Vestjylland', 96921, 56.4626, 9.4038, []),
  row('0810', 'Brønderslev', '1081', 'Nordjylland', 36304, 57.2259, 10.1227, ['Brønderslev-Dronninglund']),
  row('0813', 'Frederikshavn', '1081', 'Nordjylland', 59654, 57.421, 10.4095, []),
  row('0820', 'Vesthimmerlands', '1081', 'Nordjylland', 36727, 56.8219, 9.3802, ['Vesthimmerland']),
  row('0825', 'Læsø', '1081', 'Nordjylland', 1786, 57.2733, 11.0194, []),
  row('0840', 'Rebild', '1081', 'Nordjylland', 30113, 56.824, 9.8235, []),
  row('0846', 'Mariagerfjord', '1081', 'Nordjylland', 41800, 56.6925, 9.9469, []),
  row('0849', 'Jammerbugt', '1081', 'Nordjylland', 38324, 57.1423, 9.5039, []),
  row('0851', 'Aalborg', '1081', 'Nordjylland', 217075, 57.0129, 9.9633, ['Ålborg']),
  row('0860', 'Hjørring', '1081', 'Nordjylland', 64483, 57.456, 10.0596, []),
];

/** Ertholmene: state-owned, in published files now and then, in no municipality and no region. */
export const OUTSIDE_MUNICIPALITIES = { code: '0411', spellings: ['Christiansø', 'Christiansoe'] } as const;

const byCode = new Map(MUNICIPALITIES.map((municipality) => [municipality.code as string, municipality]));

export function findMunicipality(code: string): Municipality | undefined {
  return byCode.get(code);
}

/**
 * What two spellings of one name have in common: case, a trailing "Kommune", blanks or hyphens, and ASCII stand-ins
 * of æ, ø and å do not tell municipalities apart.
 */
function spellingKey(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+(regions)?kommune$/, '')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .replaceAll(/[\s-]+/g, ' ');
}

const bySpelling = new Map(
  MUNICIPALITIES.flatMap((municipality) =>
    [municipality.name, ...municipality.spellings].map((name) => [spellingKey(name), municipality] as const),
  ),
);

/** By official name or any known spelling; see `spellingKey` for what makes no difference. */
export function municipalityNamed(name: string): Municipality | undefined {
  return bySpelling.get(spellingKey(name));
}
