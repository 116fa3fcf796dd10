/** Places by municipality: name, latitude, longitude, and how far from there sites are put (km). See `towns.ts`. */
export const MIDTJYLLAND: Readonly<Record<string, string>> = {
  '0615': `Horsens 55.864 9.835 1 | Brædstrup 55.972 9.612 0.7 | Østbirk 55.962 9.755 0.5 |
    Hovedgård 55.95 9.958 0.4 | Gedved 55.93 9.845 0.4 | Egebjerg 55.898 9.845 0.4 |
    Søvind 55.89 9.985 0.3 | Stensballe 55.868 9.905 0.2`,
  '0657': `Herning 56.137 8.973 1 | Sunds 56.207 9.015 0.7 | Vildbjerg 56.2 8.765 0.7 |
    Aulum 56.262 8.792 0.6 | Gjellerup 56.148 9.048 0.6 | Snejbjerg 56.13 8.905 0.6 |
    Kibæk 56.032 8.855 0.5 | Lind 56.107 8.965 0.5 | Tjørring 56.155 8.93 0.6 |
    Hammerum 56.133 9.07 0.4 | Haderup 56.392 8.992 0.3`,
  '0661': `Holstebro 56.36 8.617 1 | Vinderup 56.482 8.782 0.6 | Ulfborg 56.267 8.32 0.5 |
    Mejdal 56.352 8.66 0.5 | Mejrup 56.383 8.69 0.4 | Tvis 56.332 8.708 0.4 |
    Nørre Felding 56.332 8.565 0.3 | Borbjerg 56.403 8.768 0.3`,
  '0665': `Lemvig 56.545 8.307 0.8 | Harboøre 56.618 8.185 0.4 | Nørre Nissum 56.553 8.415 0.3 |
    Bækmarksbro 56.415 8.315 0.3 | Rom 56.53 8.275 0.3`,
  '0671': `Struer 56.488 8.588 0.4 | Hvidbjerg 56.648 8.522 0.4 | Thyholm 56.63 8.545 0.4 |
    Bremdal 56.508 8.575 0.4 | Hjerm 56.437 8.637 0.5 | Asp 56.458 8.535 0.2`,
  '0706': `Rønde 56.298 10.475 0.7 | Ebeltoft 56.195 10.675 0.2 | Hornslet 56.315 10.32 0.8 |
    Mørke 56.337 10.38 0.4 | Ryomgård 56.385 10.5 0.5 | Kolind 56.365 10.59 0.5 |
    Knebel 56.212 10.488 0.3 | Thorsager 56.342 10.46 0.4`,
  '0707': `Grenaa 56.415 10.88 1 | Auning 56.43 10.38 0.7 | Allingåbro 56.463 10.325 0.5 |
    Glesborg 56.478 10.73 0.3 | Ørsted 56.505 10.335 0.3 | Trustrup 56.35 10.785 0.3 |
    Vivild 56.47 10.415 0.2`,
  '0710': `Hadsten 56.328 10.05 0.8 | Hinnerup 56.265 10.065 0.8 | Hammel 56.257 9.862 0.8 |
    Ulstrup 56.388 9.795 0.5 | Hadbjerg 56.34 10.105 0.3 | Søften 56.237 10.085 0.5 |
    Sall 56.293 9.83 0.2 | Thorsø 56.3 9.795 0.4`,
  '0727': `Odder 55.973 10.153 1 | Saksild 55.978 10.24 0.3 | Ørting 55.938 10.105 0.2 |
    Hundslund 55.915 10.062 0.3`,
  '0730': `Randers C 56.463 10.037 0.7 | Vorup 56.443 10.01 0.6 | Dronningborg 56.468 10.07 0.6 |
    Assentoft 56.437 10.14 0.6 | Langå 56.39 9.893 0.6 | Spentrup 56.54 10.035 0.5 |
    Havndal 56.655 10.19 0.3 | Øster Tørslev 56.575 10.185 0.3 | Paderup 56.425 10.04 0.5 |
    Helsted 56.47 9.985 0.5`,
  '0740': `Silkeborg 56.168 9.545 0.7 | Kjellerup 56.285 9.435 0.7 | Gødvad 56.187 9.592 0.6 |
    Virklund 56.13 9.56 0.5 | Them 56.093 9.545 0.4 | Sejs 56.14 9.62 0.5 | Gjern 56.228 9.745 0.4 |
    Sorring 56.185 9.755 0.4 | Kragelund 56.178 9.42 0.2 | Lysbro 56.175 9.52 0.4 |
    Bryrup 56.022 9.515 0.3`,
  '0741': `Tranebjerg 55.832 10.595 0.5 | Nordby Samsø 55.965 10.552 0.3 | Ballen 55.818 10.638 0.2 |
    Onsbjerg 55.845 10.555 0.3`,
  '0746': `Skanderborg 56.04 9.925 0.7 | Ry 56.092 9.765 0.5 | Hørning 56.085 10.035 0.7 |
    Galten 56.155 9.905 0.7 | Låsby 56.157 9.815 0.4 | Stilling 56.06 9.995 0.5 |
    Skovby 56.16 9.94 0.5 | Virring 56.055 10.055 0.2`,
  '0751': `Aarhus C 56.154 10.203 1 | Viby 56.125 10.165 1 | Risskov 56.187 10.222 0.8 |
    Brabrand 56.155 10.11 0.9 | Åbyhøj 56.155 10.165 0.7 | Højbjerg 56.112 10.195 0.8 |
    Lystrup 56.235 10.235 0.7 | Tilst 56.19 10.105 0.7 | Hasselager 56.1 10.105 0.6 |
    Tranbjerg 56.09 10.13 0.7 | Beder 56.062 10.21 0.6 | Malling 56.037 10.197 0.5 |
    Solbjerg 56.042 10.085 0.6 | Skejby 56.19 10.175 0.6 | Vejlby 56.192 10.195 0.6 |
    Sabro 56.213 10.035 0.4 | Trige 56.252 10.148 0.4 | Løgten 56.275 10.31 0.6 |
    Harlev 56.145 9.995 0.5 | Holme 56.113 10.17 0.6`,
  '0756': `Ikast 56.139 9.158 1 | Brande 55.945 9.128 0.9 | Bording 56.177 9.25 0.5 |
    Nørre Snede 55.962 9.398 0.5 | Engesvang 56.17 9.35 0.4 | Ejstrupholm 55.985 9.287 0.4`,
  '0760': `Ringkøbing 56.093 8.248 0.5 | Skjern 55.95 8.495 0.9 | Tarm 55.908 8.52 0.7 |
    Videbæk 56.09 8.63 0.6 | Spjald 56.108 8.512 0.4 | Hemmet 55.85 8.385 0.2 | Tim 56.19 8.305 0.3`,
  '0766': `Hedensted 55.772 9.7 0.9 | Juelsminde 55.712 10.012 0.4 | Tørring 55.85 9.482 0.6 |
    Løsning 55.8 9.692 0.6 | Uldum 55.85 9.595 0.4 | Hornsyld 55.757 9.857 0.4 |
    Rask Mølle 55.875 9.62 0.4 | Daugård 55.733 9.715 0.3 | Lindved 55.79 9.565 0.4`,
  '0779': `Skive 56.565 9.022 0.8 | Højslev 56.545 9.135 0.5 | Balling 56.595 8.872 0.4 |
    Roslev 56.698 8.985 0.5 | Durup 56.745 8.95 0.3 | Breum 56.69 9.065 0.3 |
    Jebjerg 56.672 9.01 0.3 | Selde 56.772 9.07 0.2 | Rødding 56.61 8.795 0.2`,
  '0791': `Viborg 56.455 9.392 0.8 | Bjerringbro 56.378 9.66 0.8 | Karup 56.308 9.168 0.6 |
    Stoholm 56.485 9.145 0.5 | Møldrup 56.615 9.5 0.4 | Løgstrup 56.51 9.338 0.5 |
    Rødkærsbro 56.348 9.505 0.5 | Ørum 56.45 9.65 0.3 | Hald Ege 56.402 9.34 0.4 |
    Klejtrup 56.595 9.64 0.2 | Skals 56.562 9.408 0.4 | Frederiks 56.338 9.255 0.3 |
    Overlund 56.465 9.43 0.5`,
};
