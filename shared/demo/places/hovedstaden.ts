/** Places by municipality: name, latitude, longitude, and how far from there sites are put (km). See `towns.ts`. */
export const HOVEDSTADEN: Readonly<Record<string, string>> = {
  '0101': `Vesterbro 55.667 12.546 0.7 | Nørrebro 55.693 12.548 0.6 | Østerbro 55.708 12.574 0.8 |
    Amagerbro 55.66 12.602 0.8 | Islands Brygge 55.661 12.577 0.4 | Sundbyvester 55.647 12.602 0.8 |
    Valby 55.662 12.508 0.7 | Vanløse 55.684 12.488 0.6 | Brønshøj 55.704 12.5 1 |
    Bispebjerg 55.713 12.535 0.9 | Sydhavnen 55.65 12.535 0.5 | Husum 55.709 12.482 0.6 |
    Christianshavn 55.673 12.592 0.2 | Tingbjerg 55.719 12.486 0.2 | Nordvest 55.703 12.53 0.6`,
  '0147': `Frederiksberg 55.678 12.53 0.7 | Nyelandsvej 55.684 12.522 0.6 | Fuglebakken 55.69 12.519 0.2`,
  '0151': `Ballerup 55.731 12.363 1 | Skovlunde 55.722 12.402 0.8 | Måløv 55.749 12.322 0.8`,
  '0153': `Brøndbyøster 55.656 12.434 0.6 | Brøndbyvester 55.643 12.416 0.6 |
    Brøndby Strand 55.622 12.418 0.6`,
  '0155': `Dragør 55.593 12.668 0.5 | Store Magleby 55.594 12.651 0.5`,
  '0157': `Hellerup 55.733 12.567 0.7 | Gentofte 55.75 12.548 0.9 | Charlottenlund 55.752 12.578 0.7 |
    Ordrup 55.763 12.576 0.6 | Vangede 55.75 12.52 0.6 | Jægersborg 55.763 12.53 0.6 |
    Klampenborg 55.773 12.583 0.4`,
  '0159': `Søborg 55.734 12.51 0.4 | Bagsværd 55.757 12.455 0.7 | Buddinge 55.747 12.493 0.6 |
    Mørkhøj 55.729 12.48 0.5`,
  '0161': `Glostrup 55.666 12.4 0.7 | Hvissinge 55.682 12.395 0.1 | Ejby 55.693 12.41 0.6`,
  '0163': `Herlev 55.726 12.438 0.9 | Hjortespring 55.74 12.424 0.7`,
  '0165': `Albertslund 55.66 12.358 0.4 | Herstedvester 55.672 12.35 0.7 | Herstedøster 55.678 12.372 0.5`,
  '0167': `Hvidovre 55.642 12.474 0.9 | Friheden 55.628 12.483 0.6 | Avedøre 55.631 12.452 0.6`,
  '0169': `Taastrup 55.652 12.3 1 | Høje Taastrup 55.65 12.266 0.7 | Hedehusene 55.649 12.197 0.9 |
    Fløng 55.664 12.19 0.5 | Sengeløse 55.673 12.24 0.4`,
  '0173': `Kongens Lyngby 55.772 12.505 0.6 | Virum 55.795 12.474 0.3 | Sorgenfri 55.783 12.485 0.6 |
    Lundtofte 55.798 12.512 0.2 | Taarbæk 55.786 12.585 0.15`,
  '0175': `Rødovre 55.681 12.454 0.9 | Islev 55.697 12.458 0.1`,
  '0183': `Ishøj 55.615 12.356 0.8 | Torslunde 55.628 12.282 0.4 | Ishøj Landsby 55.624 12.328 0.5`,
  '0185': `Kastrup 55.632 12.64 0.7 | Tårnby 55.629 12.603 0.6 | Vestamager 55.622 12.585 0.3`,
  '0187': `Vallensbæk 55.64 12.375 0.2 | Vallensbæk Strand 55.621 12.387 0.5`,
  '0190': `Farum 55.812 12.36 0.6 | Værløse 55.783 12.37 1 | Hareskovby 55.764 12.405 0.5`,
  '0201': `Allerød 55.871 12.355 1 | Blovstrød 55.87 12.388 0.5 | Lynge 55.84 12.277 0.6`,
  '0210': `Fredensborg 55.975 12.403 0.8 | Humlebæk 55.963 12.53 0.6 | Nivå 55.934 12.502 0.7 |
    Kokkedal 55.91 12.491 0.6`,
  '0217': `Helsingør 56.034 12.592 0.8 | Espergærde 55.998 12.55 0.8 | Snekkersten 56.011 12.58 0.5 |
    Hornbæk 56.085 12.458 0.6 | Ålsgårde 56.073 12.535 0.5 | Tikøb 56.016 12.457 0.5 |
    Kvistgård 55.993 12.505 0.4`,
  '0219': `Hillerød 55.928 12.303 1 | Skævinge 55.908 12.156 0.6 | Ullerød 55.937 12.277 0.6 |
    Gørløse 55.888 12.2 0.5 | Uvelse 55.866 12.243 0.3`,
  '0223': `Hørsholm 55.881 12.496 0.8 | Rungsted 55.884 12.535 0.5 | Usserød 55.891 12.487 0.4`,
  '0230': `Birkerød 55.845 12.43 1 | Holte 55.815 12.468 0.8 | Nærum 55.816 12.535 0.6 |
    Vedbæk 55.851 12.56 0.3 | Trørød 55.841 12.545 0.6 | Gl. Holte 55.82 12.495 0.5`,
  '0240': `Ølstykke 55.79 12.16 1 | Stenløse 55.768 12.195 0.9 | Smørum 55.742 12.295 0.8 |
    Ganløse 55.79 12.263 0.6 | Veksø 55.754 12.24 0.5`,
  '0250': `Frederikssund 55.84 12.068 0.6 | Slangerup 55.848 12.175 0.9 | Jægerspris 55.853 11.985 0.7 |
    Skibby 55.752 11.962 0.7`,
  '0260': `Frederiksværk 55.97 12.022 0.8 | Hundested 55.963 11.86 0.7 | Ølsted 55.922 12.065 0.5 |
    Melby 55.997 11.975 0.5`,
  '0270': `Helsinge 56.022 12.198 1 | Gilleleje 56.118 12.305 0.7 | Græsted 56.066 12.283 0.6 |
    Tisvildeleje 56.052 12.08 0.4 | Vejby 56.075 12.14 0.4 | Esbønderup 56.047 12.355 0.4`,
  '0400': `Rønne 55.102 14.712 0.9 | Nexø 55.06 15.125 0.3 | Aakirkeby 55.071 14.919 0.7 |
    Allinge 55.274 14.798 0.4 | Hasle 55.184 14.712 0.5 | Svaneke 55.134 15.137 0.4 |
    Klemensker 55.173 14.81 0.4 | Gudhjem 55.209 14.965 0.1`,
};
