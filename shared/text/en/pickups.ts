import type * as danish from '../da/pickups.ts';
import type { Words } from '../words.ts';

export const pickups: Words<typeof danish.pickups> = {
  title: (region, day) => `Pickup list ${day}, ${region}`,
  heading: (day) => `Pickup list for ${day}`,
  otherDays: 'Other days',
  noList: 'There is no pickup list for this day',
  noListText: 'The list is planned the night before the previous working day, and frozen on that day.',
  notFrozen: 'not frozen yet',
  summary: (routes, stops, samples, kits) =>
    `${routes} ${routes === '1' ? 'route' : 'routes'}, ${stops} ${stops === '1' ? 'stop' : 'stops'}, ${samples} ${samples === '1' ? 'sample' : 'samples'}, ${kits} ${kits === '1' ? 'kit' : 'kits'}`,
  kmAndTime: (km, time) => `${km} km, ${time} on the road`,
  map: 'The routes on the map',
  mapText:
    'Each route is a line from depot to laboratory through its stops in order. The lines are drawn straight from stop to stop. The tables below say the same.',
  showRoute: 'Show route',
  allRoutes: 'All routes',
  mapLabel: 'Map of the routes of the day',
  route: (number, vehicle) => `Route ${number}: ${vehicle}`,
  trip: (number) => `trip ${number}`,
  routeSummary: (stops, samples, kits, km) =>
    `${stops} ${stops === '1' ? 'stop' : 'stops'}, ${samples} ${samples === '1' ? 'sample' : 'samples'}, ${kits} ${kits === '1' ? 'kit' : 'kits'}, ${km} km`,
  starts: (time, depot) => `Starts ${time} from ${depot}`,
  ends: (time, place) => `${time} at ${place}`,
  order: 'No.',
  place: 'Place',
  address: 'Address and pickup point',
  arrival: 'Arrival',
  ready: 'Ready at',
  readyAnyTime: 'all day',
  samples: 'Samples',
  kits: 'Kits',
  state: 'State',
  stopStates: {
    planned: 'planned',
    frozen: 'frozen',
    'picked-up': 'picked up',
    delivered: 'delivered',
    missed: 'missed',
    refused: 'refused',
    cancelled: 'cancelled',
  },
  unserved: 'Places without a pickup',
  noUnserved: 'Every place with samples is served.',
  fix: 'What helps',
  dutyPhone: 'Changes are made by telephone to',
  noDutyPhone: 'No duty phone is known.',
};
