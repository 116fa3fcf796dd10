/** Places by municipality: name, latitude, longitude, and how far from there sites are put (km). See `towns.ts`. */
export const NORDJYLLAND: Readonly<Record<string, string>> = {
  '0773': `Nykøbing Mors 56.797 8.852 0.4 | Øster Jølby 56.835 8.745 0.3 | Vils 56.755 8.7 0.3 |
    Øster Assels 56.702 8.72 0.2`,
  '0787': `Thisted 56.957 8.692 0.7 | Hurup 56.748 8.418 0.6 | Hanstholm 57.112 8.615 0.5 |
    Snedsted 56.898 8.532 0.4 | Bedsted 56.815 8.415 0.3 | Nors 57.017 8.67 0.2 |
    Klitmøller 57.04 8.5 0.2 | Frøstrup 57.088 8.87 0.2`,
  '0810': `Brønderslev 57.27 9.945 1 | Dronninglund 57.16 10.295 0.7 | Hjallerup 57.167 10.145 0.7 |
    Asaa 57.147 10.402 0.3 | Jerslev 57.29 10.09 0.3 | Klokkerholm 57.195 10.17 0.2 |
    Flauenskjold 57.252 10.29 0.2`,
  '0813': `Frederikshavn 57.44 10.53 0.3 | Skagen 57.726 10.59 0.8 | Sæby 57.332 10.515 0.6 |
    Strandby 57.492 10.49 0.4 | Østervrå 57.345 10.25 0.4 | Ravnshøj 57.45 10.42 0.2 |
    Dybvad 57.287 10.36 0.3 | Aalbæk 57.592 10.41 0.3`,
  '0820': `Aars 56.805 9.517 0.9 | Løgstør 56.965 9.258 0.5 | Farsø 56.772 9.34 0.6 |
    Aalestrup 56.695 9.497 0.5 | Ranum 56.893 9.235 0.3 | Hvalpsund 56.706 9.21 0.15 |
    Gedsted 56.683 9.345 0.2 | Vester Hornum 56.853 9.425 0.2`,
  '0825': `Byrum 57.255 11 0.4 | Vesterø 57.293 10.935 0.3 | Østerby 57.315 11.12 0.2`,
  '0840': `Støvring 56.887 9.838 0.9 | Terndrup 56.813 10.055 0.4 | Skørping 56.836 9.89 0.6 |
    Nørager 56.705 9.627 0.3 | Suldrup 56.85 9.7 0.4 | Bælum 56.83 10.11 0.3 |
    Ravnkilde 56.75 9.76 0.2 | Øster Hornum 56.895 9.76 0.2`,
  '0846': `Hobro 56.64 9.79 0.7 | Hadsund 56.72 10.115 0.4 | Mariager 56.65 9.978 0.4 |
    Arden 56.768 9.862 0.5 | Valsgaard 56.675 9.885 0.2 | Als 56.76 10.275 0.2 |
    Øster Hurup 56.808 10.268 0.2`,
  '0849': `Aabybro 57.155 9.74 0.8 | Brovst 57.098 9.53 0.6 | Fjerritslev 57.09 9.265 0.7 |
    Pandrup 57.222 9.675 0.6 | Kaas 57.2 9.668 0.4 | Blokhus 57.248 9.588 0.3 |
    Biersted 57.135 9.79 0.2 | Saltum 57.265 9.705 0.2 | Halvrimmen 57.092 9.588 0.2`,
  '0851': `Aalborg C 57.045 9.92 0.6 | Nørresundby 57.065 9.918 0.7 | Hasseris 57.038 9.885 0.7 |
    Vejgaard 57.04 9.96 0.7 | Gug 57.01 9.945 0.7 | Svenstrup 56.975 9.85 0.7 |
    Klarup 57.012 10.055 0.5 | Gistrup 56.995 10 0.6 | Nibe 56.98 9.637 0.4 |
    Hals 56.998 10.308 0.4 | Vodskov 57.105 10.02 0.6 | Storvorde 57.002 10.1 0.4 |
    Vestbjerg 57.13 9.955 0.5 | Frejlev 57.007 9.82 0.4 | Skalborg 57.01 9.89 0.6 |
    Vadum 57.118 9.86 0.4 | Kongerslev 56.892 10.113 0.3 | Ulsted 57.06 10.275 0.2`,
  '0860': `Hjørring 57.462 9.985 1 | Hirtshals 57.587 9.965 0.5 | Sindal 57.472 10.205 0.6 |
    Vrå 57.355 9.94 0.5 | Løkken 57.37 9.715 0.3 | Tårs 57.385 10.115 0.4 |
    Bindslev 57.542 10.2 0.3 | Tornby 57.535 9.95 0.2`,
};
