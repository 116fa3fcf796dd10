/** Places by municipality: name, latitude, longitude, and how far from there sites are put (km). See `towns.ts`. */
export const SJAELLAND: Readonly<Record<string, string>> = {
  '0253': `Greve Strand 55.586 12.298 0.9 | Hundige 55.6 12.325 0.7 | Karlslunde 55.566 12.238 0.8 |
    Tune 55.594 12.17 0.7`,
  '0259': `Køge 55.455 12.17 1 | Herfølge 55.422 12.15 0.8 | Borup 55.495 11.975 0.7 |
    Lellinge 55.47 12.12 0.4 | Bjæverskov 55.458 12.035 0.5 | Ejby 55.488 12.072 0.5`,
  '0265': `Roskilde 55.64 12.085 1 | Viby 55.548 12.022 0.8 | Jyllinge 55.748 12.11 0.7 |
    Himmelev 55.66 12.11 0.8 | Svogerslev 55.636 12.01 0.5 | Gundsømagle 55.736 12.155 0.5 |
    Trekroner 55.65 12.13 0.5`,
  '0269': `Solrød Strand 55.535 12.215 0.9 | Havdrup 55.544 12.122 0.8 | Jersie 55.52 12.195 0.5`,
  '0306': `Nykøbing Sjælland 55.925 11.671 0.7 | Asnæs 55.811 11.5 0.7 | Vig 55.846 11.575 0.5 |
    Hørve 55.752 11.45 0.5 | Højby 55.912 11.598 0.4 | Fårevejle 55.795 11.445 0.4`,
  '0316': `Holbæk 55.71 11.71 0.9 | Tølløse 55.612 11.775 0.7 | Jyderup 55.663 11.398 0.7 |
    Svinninge 55.72 11.465 0.6 | Regstrup 55.673 11.61 0.5 | Vipperød 55.67 11.735 0.5 |
    Ugerløse 55.583 11.665 0.4 | Mørkøv 55.655 11.515 0.4`,
  '0320': `Haslev 55.324 11.965 1 | Faxe 55.255 12.12 0.8 | Faxe Ladeplads 55.222 12.16 0.5 |
    Rønnede 55.257 12.02 0.6 | Karise 55.307 12.208 0.4 | Dalby 55.317 12.078 0.4`,
  '0326': `Kalundborg 55.681 11.1 0.6 | Høng 55.512 11.29 0.7 | Gørlev 55.537 11.228 0.6 |
    Svebølle 55.655 11.288 0.5 | Ubby 55.62 11.225 0.4`,
  '0329': `Ringsted 55.443 11.79 1 | Benløse 55.463 11.785 0.7 | Jystrup 55.518 11.86 0.4 |
    Kværkeby 55.475 11.88 0.3`,
  '0330': `Slagelse 55.403 11.355 1 | Skælskør 55.252 11.293 0.8 | Vemmelev 55.37 11.255 0.6 |
    Dalmose 55.3 11.43 0.4 | Sørbymagle 55.37 11.445 0.3`,
  '0336': `Store Heddinge 55.31 12.39 0.7 | Hårlev 55.352 12.235 0.6 | Strøby Egede 55.412 12.245 0.5 |
    Rødvig 55.258 12.375 0.4`,
  '0340': `Sorø 55.432 11.557 1 | Dianalund 55.53 11.49 0.6 | Stenlille 55.538 11.59 0.5 |
    Fjenneslev 55.432 11.69 0.4 | Frederiksberg ved Sorø 55.416 11.566 0.5`,
  '0350': `Lejre 55.605 11.97 0.6 | Hvalsø 55.596 11.86 0.7 | Kirke Hyllinge 55.703 11.9 0.6 |
    Osted 55.563 11.96 0.5 | Gevninge 55.648 11.96 0.5`,
  '0360': `Nakskov 54.832 11.14 1 | Maribo 54.776 11.502 1 | Rødby 54.695 11.385 0.6 |
    Rødbyhavn 54.66 11.352 0.4 | Søllested 54.812 11.29 0.4 | Holeby 54.71 11.463 0.5 |
    Horslunde 54.905 11.22 0.4`,
  '0370': `Næstved 55.23 11.762 1 | Fuglebjerg 55.305 11.543 0.6 | Fensmark 55.278 11.803 0.7 |
    Glumsø 55.354 11.696 0.6 | Rønnebæk 55.22 11.82 0.4 | Tappernøje 55.167 11.985 0.4 |
    Karrebæksminde 55.187 11.652 0.15 | Herlufmagle 55.32 11.75 0.4`,
  '0376': `Nykøbing Falster 54.767 11.878 0.4 | Sakskøbing 54.8 11.637 0.7 | Nysted 54.665 11.735 0.5 |
    Nørre Alslev 54.9 11.883 0.6 | Stubbekøbing 54.888 12.042 0.3 | Sundby 54.765 11.845 0.4 |
    Væggerløse 54.708 11.925 0.4 | Eskilstrup 54.86 11.88 0.4`,
  '0390': `Vordingborg 55.01 11.912 0.8 | Præstø 55.123 12.045 0.2 | Stege 54.987 12.287 0.2 |
    Lundby 55.108 11.875 0.4 | Nyråd 55.002 11.955 0.5 | Mern 55.055 12.055 0.4 |
    Ørslev 55.045 11.968 0.4 | Stensved 55 12.018 0.4`,
};
