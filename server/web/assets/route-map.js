// Draws the routes of a pickup list on the outline of the land. There are no tiles: names of municipalities give the
// orientation.
/* global L */
const LOOKS = [
  { color: '#123f5c' },
  { color: '#a3172b', dashArray: '10 6' },
  { color: '#1d6a43' },
  { color: '#7a4a00', dashArray: '2 7' },
  { color: '#5b2a86', dashArray: '14 5 2 5' },
  { color: '#006d77' },
  { color: '#8a1c6b', dashArray: '6 6' },
  { color: '#3d4a57', dashArray: '1 5' },
];
const NAMES_FROM_ZOOM = 9;
const lookOf = (feature) => LOOKS[feature.properties.look % LOOKS.length];

function pointLayer(feature, place) {
  const { kind, name, position, look } = feature.properties;
  const icon = (className, html) => L.divIcon({ className, html, iconSize: null });
  const text = (words) => {
    const span = document.createElement('span');
    span.textContent = words;
    return span;
  };
  if (kind === 'municipality') {
    return L.marker(place, { icon: icon('map-place', text(name)), interactive: false, keyboard: false });
  }
  const className = kind === 'stop' ? `map-stop route-${look % LOOKS.length}` : 'map-laboratory';
  const marker = L.marker(place, {
    icon: icon(className, text(kind === 'stop' ? position : 'L')),
    keyboard: false,
    // The laboratory lies where routes meet: it stays on top.
    zIndexOffset: kind === 'stop' ? 0 : 1000,
    alt: name,
  });
  return marker.bindTooltip(text(name));
}

/** Corners of a line of land.json: whole numbers, the first a place, the others steps. */
function cornersOf(line, scale) {
  let [lon, lat] = [0, 0];
  const corners = [];
  for (let i = 0; i < line.length; i += 2) {
    lon += line[i];
    lat += line[i + 1];
    corners.push([lat / scale, lon / scale]);
  }
  return corners;
}

/** Without it the routes are drawn on nothing, as before. */
async function drawLand(map, address) {
  const response = await fetch(address);
  if (!response.ok) return;
  const { scale, coast, borders } = await response.json();
  const still = { interactive: false, pane: 'land' };
  map.createPane('land').style.zIndex = 250;
  const rings = coast.map((ring) => cornersOf(ring, scale));
  L.polygon(rings, { ...still, className: 'map-land', weight: 1 }).addTo(map);
  for (const border of borders)
    L.polyline(cornersOf(border, scale), { ...still, className: 'map-border', weight: 1 }).addTo(map);
}

async function drawRoutes(box) {
  const response = await fetch(box.dataset.routes);
  if (!response.ok) return;
  const routes = await response.json();
  const map = L.map(box, {
    scrollWheelZoom: false,
    attributionControl: false,
    keyboard: false,
    zoomSnap: 0.25,
  });
  const drawn = L.geoJSON(routes, {
    pointToLayer: pointLayer,
    style: (feature) => ({ ...lookOf(feature), weight: 3, opacity: 0.85 }),
    onEachFeature: (feature, layer) => {
      if (feature.properties.kind === 'route') layer.bindTooltip(feature.properties.name, { sticky: true });
    },
  }).addTo(map);
  const lines = L.featureGroup(
    drawn.getLayers().filter((layer) => layer.feature.properties.kind === 'route'),
  );
  const around = lines.getLayers().length > 0 ? lines : drawn;
  offerChoice(map, drawn, around.getBounds());
  // From afar the names would lie on top of each other.
  const nameOrNot = () => box.classList.toggle('map-far', map.getZoom() < NAMES_FROM_ZOOM);
  map.on('zoomend', nameOrNot);
  nameOrNot();
  drawLand(map, box.dataset.land).catch(() => {});
  map.fitBounds(around.getBounds(), { padding: [24, 24] });
}

/** One route at a time and near, or all: whatever belongs to no route stays. */
function offerChoice(map, drawn, around) {
  const choice = document.querySelector('[data-route-choice]');
  const layers = drawn.getLayers().filter(({ feature }) => feature.properties.look !== undefined);
  choice.querySelector('select').addEventListener('change', ({ target }) => {
    for (const layer of layers) {
      if (target.value === '' || Number(target.value) === layer.feature.properties.look) layer.addTo(map);
      else layer.remove();
    }
    const chosen = layers.filter((layer) => map.hasLayer(layer));
    map.fitBounds(target.value === '' ? around : L.featureGroup(chosen).getBounds(), { padding: [24, 24] });
  });
  choice.hidden = false;
}

for (const box of document.querySelectorAll('[data-routes]')) drawRoutes(box).catch(() => box.remove());
