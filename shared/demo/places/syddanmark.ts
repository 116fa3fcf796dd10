/** Places by municipality: name, latitude, longitude, and how far from there sites are put (km). See `towns.ts`. */
export const SYDDANMARK: Readonly<Record<string, string>> = {
  '0410': `Middelfart 55.501 9.748 0.6 | Nørre Aaby 55.46 9.875 0.7 | Ejby 55.43 9.93 0.6 |
    Gelsted 55.397 9.97 0.4 | Brenderup 55.483 9.978 0.3`,
  '0420': `Assens 55.269 9.898 0.4 | Vissenbjerg 55.385 10.135 0.7 | Glamsbjerg 55.275 10.105 0.6 |
    Aarup 55.373 10.042 0.7 | Haarby 55.223 10.12 0.5 | Tommerup St. 55.343 10.19 0.5 |
    Ebberup 55.252 9.985 0.3`,
  '0430': `Faaborg 55.1 10.245 0.7 | Ringe 55.237 10.478 0.9 | Ryslinge 55.247 10.545 0.1 |
    Årslev 55.302 10.47 0.6 | Broby 55.25 10.245 0.5 | Kværndrup 55.172 10.53 0.5 |
    Nørre Lyndelse 55.298 10.385 0.4 | Gislev 55.208 10.61 0.3 | Korinth 55.133 10.325 0.3`,
  '0440': `Kerteminde 55.448 10.632 0.1 | Munkebo 55.455 10.55 0.3 | Langeskov 55.36 10.588 0.7`,
  '0450': `Nyborg 55.313 10.785 0.6 | Ullerslev 55.36 10.66 0.5 | Ørbæk 55.262 10.68 0.5 |
    Hjulby 55.33 10.74 0.3 | Frørup 55.237 10.72 0.3`,
  '0461': `Odense C 55.396 10.388 1 | Bolbro 55.394 10.345 0.7 | Dalum 55.368 10.37 0.9 |
    Vollsmose 55.407 10.425 0.8 | Tarup 55.408 10.335 0.8 | Hjallese 55.36 10.398 0.7 |
    Bellinge 55.338 10.32 0.7 | Agedrup 55.423 10.475 0.5 | Højby 55.335 10.435 0.5 |
    Seden 55.425 10.44 0.6 | Tornbjerg 55.375 10.43 0.7 | Næsby 55.425 10.355 0.8`,
  '0479': `Svendborg 55.065 10.605 1 | Thurø 55.047 10.66 0.3 | Stenstrup 55.122 10.515 0.5 |
    Gudme 55.15 10.71 0.5 | Ollerup 55.087 10.505 0.3 | Hesselager 55.17 10.748 0.4 |
    Vester Skerninge 55.073 10.455 0.4 | Vindeby 55.047 10.62 0.3`,
  '0480': `Bogense 55.562 10.093 0.3 | Otterup 55.514 10.4 0.8 | Søndersø 55.484 10.255 0.7 |
    Morud 55.446 10.19 0.4 | Veflinge 55.468 10.17 0.3`,
  '0482': `Rudkøbing 54.938 10.72 0.6 | Humble 54.83 10.69 0.4 | Tranekær 55 10.855 0.3 |
    Lohals 55.135 10.91 0.25 | Bagenkop 54.753 10.678 0.2`,
  '0492': `Ærøskøbing 54.885 10.41 0.4 | Marstal 54.855 10.512 0.3 | Søby 54.937 10.262 0.3`,
  '0510': `Haderslev 55.253 9.482 0.7 | Vojens 55.247 9.305 0.9 | Gram 55.29 9.045 0.6 |
    Starup 55.242 9.535 0.5 | Sommersted 55.32 9.31 0.4 | Hammelev 55.258 9.38 0.4 |
    Jegerup 55.265 9.35 0.2`,
  '0530': `Grindsted 55.757 8.925 1 | Billund 55.73 9.112 0.9 | Hejnsvig 55.69 8.985 0.4 |
    Sønder Omme 55.837 8.89 0.5 | Vorbasse 55.628 9.085 0.4 | Filskov 55.812 9.035 0.3`,
  '0540': `Sønderborg 54.91 9.795 0.6 | Nordborg 55.058 9.745 0.7 | Augustenborg 54.95 9.872 0.5 |
    Gråsten 54.92 9.595 0.3 | Broager 54.888 9.675 0.5 | Guderup 54.99 9.87 0.4 |
    Dybbøl 54.91 9.745 0.5 | Vollerup 54.928 9.83 0.4 | Havnbjerg 55.03 9.795 0.3`,
  '0550': `Tønder 54.938 8.865 1 | Toftlund 55.188 9.07 0.7 | Løgumkloster 55.058 8.955 0.7 |
    Skærbæk 55.157 8.77 0.6 | Bredebro 55.058 8.83 0.5 | Højer 54.964 8.698 0.4 |
    Agerskov 55.13 9.13 0.4`,
  '0561': `Esbjerg 55.476 8.46 1 | Ribe 55.33 8.765 1 | Bramming 55.465 8.705 0.8 |
    Sædding 55.497 8.415 0.7 | Hjerting 55.522 8.372 0.6 | Jerne 55.473 8.5 0.6 |
    Kvaglund 55.488 8.488 0.6 | Tjæreborg 55.466 8.58 0.5 | Gørding 55.478 8.8 0.4 |
    Gjesing 55.505 8.47 0.6`,
  '0563': `Nordby 55.443 8.402 0.2 | Sønderho 55.352 8.468 0.25 | Rindby 55.425 8.395 0.3`,
  '0573': `Varde 55.621 8.48 1 | Ølgod 55.808 8.62 0.7 | Oksbøl 55.626 8.28 0.6 |
    Nørre Nebel 55.777 8.295 0.5 | Tistrup 55.717 8.61 0.4 | Agerbæk 55.6 8.805 0.4 |
    Årre 55.565 8.66 0.3 | Ansager 55.705 8.755 0.4 | Outrup 55.72 8.343 0.3`,
  '0575': `Vejen 55.478 9.137 1 | Brørup 55.482 9.015 0.7 | Holsted 55.51 8.918 0.6 |
    Rødding 55.365 9.06 0.6 | Gesten 55.528 9.2 0.4 | Jels 55.357 9.205 0.4 | Bække 55.575 9.14 0.3 |
    Askov 55.472 9.09 0.3`,
  '0580': `Aabenraa 55.045 9.415 0.8 | Rødekro 55.07 9.335 0.9 | Padborg 54.826 9.36 0.6 |
    Tinglev 54.937 9.255 0.6 | Bolderslev 54.99 9.29 0.4 | Felsted 54.972 9.5 0.4 |
    Kliplev 54.935 9.4 0.4 | Løjt Kirkeby 55.09 9.46 0.4`,
  '0607': `Fredericia 55.567 9.742 0.9 | Erritsø 55.55 9.7 0.7 | Taulov 55.545 9.612 0.5 |
    Snoghøj 55.527 9.715 0.4 | Bredstrup 55.575 9.64 0.3`,
  '0621': `Kolding 55.49 9.468 0.8 | Vamdrup 55.428 9.285 0.7 | Lunderskov 55.483 9.3 0.6 |
    Christiansfeld 55.357 9.483 0.5 | Bramdrupdam 55.525 9.465 0.7 | Seest 55.482 9.43 0.6 |
    Sjølund 55.425 9.545 0.3 | Hejls 55.383 9.6 0.2 | Almind 55.55 9.485 0.3 |
    Strandhuse 55.503 9.51 0.4`,
  '0630': `Vejle 55.712 9.53 0.6 | Jelling 55.755 9.425 0.7 | Børkop 55.642 9.648 0.6 |
    Egtved 55.616 9.303 0.5 | Give 55.842 9.24 0.7 | Bredballe 55.713 9.59 0.6 |
    Vinding 55.68 9.57 0.6 | Grejs 55.745 9.51 0.3 | Brejning 55.665 9.67 0.5 |
    Skibet 55.705 9.46 0.4`,
};
