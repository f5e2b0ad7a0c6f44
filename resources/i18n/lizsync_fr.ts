<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>AbstractAlgorithm</name>
    <message>
        <source>%1 is empty: %2</source>
        <translation>%1 est vide : %2</translation>
    </message>
    <message>
        <source>%1: "%2" cannot be used: %3</source>
        <translation>%1 : « %2 » ne peut pas être utilisé : %3</translation>
    </message>
    <message>
        <source>Schemas to %1 (comma-separated)</source>
        <translation>Schémas à %1 (séparés par des virgules)</translation>
    </message>
    <message>
        <source>Names of the schemas of central, separated by commas: all their tables are meant. The schemas public, audit and lizsync are never synchronised. May be empty where layers are chosen.</source>
        <translation>Noms des schémas de la base centrale, séparés par des virgules : toutes leurs tables sont concernées. Les schémas public, audit et lizsync ne sont jamais synchronisés. Peut rester vide si des couches sont choisies.</translation>
    </message>
    <message>
        <source>Layers to %1</source>
        <translation>Couches à %1</translation>
    </message>
    <message>
        <source>PostgreSQL layers of central: the tables behind them are meant, in addition to those of the schemas.</source>
        <translation>Couches PostgreSQL de la base centrale : ce sont les tables sous-jacentes qui sont concernées, en plus de celles des schémas.</translation>
    </message>
    <message>
        <source>A database is given by the name of a PostgreSQL connection saved in QGIS: stored passwords, authentication configurations, services and .pgpass all work. Models, scripts, batch runs and qgis_process may also give a libpq URI or a conninfo string such as "host=example.org dbname=trees user=ann".

Where something is wrong, the algorithm stops with one sentence that says what to do, and the databases stay as they were.</source>
        <translation>Une base de données est désignée par le nom d'une connexion PostgreSQL enregistrée dans QGIS : mots de passe enregistrés, configurations d'authentification, services et .pgpass sont tous utilisables. Les modèles, les scripts, les traitements par lot et qgis_process peuvent aussi donner une URI libpq ou une chaîne de connexion (conninfo) telle que "host=example.org dbname=trees user=ann".

En cas de problème, l'algorithme s'arrête avec une phrase qui dit ce qu'il faut faire, et les bases de données restent telles qu'elles étaient.</translation>
    </message>
    <message>
        <source>LizSync stopped at something that it did not expect: %1. Please report this with the log above.</source>
        <translation>LizSync s'est arrêté sur une erreur inattendue : %1. Veuillez la signaler en joignant le journal ci-dessus.</translation>
    </message>
</context>
<context>
    <name>CompareAlgorithm</name>
    <message>
        <source>Compare clone with central</source>
        <translation>Comparer un clone avec la base centrale</translation>
    </message>
    <message>
        <source>Looking after it</source>
        <translation>Suivi</translation>
    </message>
    <message>
        <source>Finds the rows of a clone that differ from those of central.</source>
        <translation>Recherche les lignes d'un clone qui diffèrent de celles de la base centrale.</translation>
    </message>
    <message>
        <source>Compares every table that the clone synchronises with central's, row by row, and says per table whether it is equal or how many rows differ. Nothing is changed in either database. Checksums are compared first, so that rows travel only where something differs.

Right after a synchronisation there should be no difference. What was edited since, on either side, differs until the next one; so does a row whose conflict is not resolved, which stays on each side as it was typed there. Columns that are left out of the log are not compared.

</source>
        <translation>Compare chaque table synchronisée par le clone avec celle de la base centrale, ligne par ligne, et indique pour chaque table si elle est identique ou combien de lignes diffèrent. Rien n'est modifié dans aucune des deux bases de données. Les sommes de contrôle sont comparées d'abord : les lignes ne sont transférées que s'il y a une différence.

Juste après une synchronisation, il ne devrait y avoir aucune différence. Ce qui a été modifié depuis, d'un côté ou de l'autre, diffère jusqu'à la synchronisation suivante ; de même pour une ligne dont le conflit n'est pas résolu, qui reste de chaque côté telle qu'elle y a été saisie. Les colonnes exclues du journal ne sont pas comparées.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,difference,diff,check,verify,clone,central,report</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,difference,diff,check,verify,clone,central,report,base de données,synchroniser,différence,écart,comparer,comparaison,vérifier,contrôle,base centrale,rapport</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>The database that the clone was deployed from.</source>
        <translation>La base de données à partir de laquelle le clone a été déployé.</translation>
    </message>
    <message>
        <source>Clone database</source>
        <translation>Base de données du clone</translation>
    </message>
    <message>
        <source>The clone whose tables are compared with central's.</source>
        <translation>Le clone dont les tables sont comparées à celles de la base centrale.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>Fichiers HTML (*.html)</translation>
    </message>
    <message>
        <source>A page to read, print or send: numbers, counts a table, and the first 1,000 rows that differ with their values on both sides.</source>
        <translation>Une page à lire, à imprimer ou à envoyer : les chiffres, les décomptes par table et les 1 000 premières lignes qui diffèrent, avec leurs valeurs des deux côtés.</translation>
    </message>
    <message>
        <source>Number of rows that differ</source>
        <translation>Nombre de lignes qui diffèrent</translation>
    </message>
</context>
<context>
    <name>CompareReport</name>
    <message>
        <source>only in the clone</source>
        <translation>seulement dans le clone</translation>
    </message>
    <message>
        <source>only in central</source>
        <translation>seulement dans la base centrale</translation>
    </message>
    <message>
        <source>other values</source>
        <translation>autres valeurs</translation>
    </message>
    <message>
        <source>Comparison of a clone with central</source>
        <translation>Comparaison d'un clone avec la base centrale</translation>
    </message>
    <message>
        <source>Both databases hold the same.</source>
        <translation>Les deux bases de données ont le même contenu.</translation>
    </message>
    <message>
        <source>The databases differ. What was edited since the last synchronisation differs until the next one, and so does a conflict that is not resolved: synchronise, then compare again.</source>
        <translation>Les bases de données diffèrent. Ce qui a été modifié depuis la dernière synchronisation diffère jusqu'à la suivante, de même qu'un conflit non résolu : synchronisez, puis comparez à nouveau.</translation>
    </message>
    <message>
        <source>The clone synchronises no table.</source>
        <translation>Le clone ne synchronise aucune table.</translation>
    </message>
    <message>
        <source>… and %1 more: on the clone, SELECT * FROM lizsync.compare_tables('schema', 'table') lists all of a table.</source>
        <translation>… et %1 de plus : dans le clone, SELECT * FROM lizsync.compare_tables('schema', 'table') liste toutes celles d'une table.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Aucun élément.</translation>
    </message>
    <message>
        <source>Rows that differ, by table</source>
        <translation>Lignes qui diffèrent, par table</translation>
    </message>
    <message>
        <source>with other values</source>
        <translation>avec d'autres valeurs</translation>
    </message>
</context>
<context>
    <name>ConflictsAlgorithm</name>
    <message>
        <source>Show conflicts of central</source>
        <translation>Afficher les conflits de la base centrale</translation>
    </message>
    <message>
        <source>Daily work</source>
        <translation>Au quotidien</translation>
    </message>
    <message>
        <source>Makes a layer of the conflicts that synchronisations met, with the values of both sides.</source>
        <translation>Crée une couche des conflits rencontrés par les synchronisations, avec les valeurs des deux côtés.</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,conflict,unresolved,merge,map,review,central</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,conflict,unresolved,merge,map,review,central,base de données,synchroniser,conflit,non résolu,fusion,carte,vérification,base centrale</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>The database that everybody synchronises with: it keeps the conflicts of all clones.</source>
        <translation>La base de données avec laquelle tout le monde synchronise : elle garde les conflits de tous les clones.</translation>
    </message>
    <message>
        <source>Only those that are not resolved</source>
        <translation>Seulement ceux qui ne sont pas résolus</translation>
    </message>
    <message>
        <source>Leaves out the conflicts that were decided: what remains needs somebody's attention.</source>
        <translation>Écarte les conflits qui ont été tranchés : ce qui reste demande une intervention.</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Conflits</translation>
    </message>
    <message>
        <source>The layer, in longitude and latitude. A file (GeoPackage) keeps points, lines and polygons as they are; a temporary layer wraps them in collections where they are mixed.</source>
        <translation>La couche, en longitude et latitude. Un fichier (GeoPackage) conserve les points, les lignes et les polygones tels quels ; une couche temporaire les place dans des collections quand ils sont mélangés.</translation>
    </message>
    <message>
        <source>Number of conflicts</source>
        <translation>Nombre de conflits</translation>
    </message>
    <message>
        <source>One feature a conflict, where the row is on the map now, or was when it was deleted; a row without a geometry is in the attribute table. Each says which table, row and column it is about, what central had and what the clone had, who edited it there and when, which rule decided, and whose edit did not come through.

Unresolved conflicts are rows that are not the same in both databases yet: change one of them and synchronise. The others are decided; "Restore rejected values" puts the rejected value back where it was the right one after all, by the number of the conflict in the column "Number".

Nothing is changed in central.

</source>
        <translation>Une entité par conflit, là où la ligne se trouve sur la carte, ou se trouvait quand elle a été supprimée ; une ligne sans géométrie figure dans la table attributaire. Chacune indique la table, la ligne et la colonne concernées, ce qu'avait la base centrale et ce qu'avait le clone, qui avait fait la modification de chaque côté et quand, quelle règle a tranché, et quelle modification n'a pas été retenue.

Les conflits non résolus sont des lignes qui ne sont pas encore les mêmes dans les deux bases de données : modifiez l'une d'elles et synchronisez. Les autres sont tranchés ; « Restaurer les valeurs rejetées » remet la valeur rejetée là où c'était finalement la bonne, d'après le numéro du conflit dans la colonne « Numéro ».

Rien n'est modifié dans la base centrale.

</translation>
    </message>
</context>
<context>
    <name>ConnectionResolver</name>
    <message>
        <source>%1 is empty: give the name of a PostgreSQL connection saved in QGIS, or a libpq URI or conninfo string such as "host=… dbname=…".</source>
        <translation>%1 est vide : donnez le nom d'une connexion PostgreSQL enregistrée dans QGIS, ou une URI libpq ou une chaîne de connexion (conninfo) telle que "host=… dbname=…".</translation>
    </message>
    <message>
        <source>this profile has no saved PostgreSQL connection</source>
        <translation>ce profil n'a aucune connexion PostgreSQL enregistrée</translation>
    </message>
    <message>
        <source>saved connections are %1</source>
        <translation>les connexions enregistrées sont %1</translation>
    </message>
    <message>
        <source>%1: no PostgreSQL connection named "%2" is saved in QGIS (%3); choose one, or give a libpq URI (postgresql://user@host/database) or a conninfo string (host=… dbname=…, service=…).</source>
        <translation>%1 : aucune connexion PostgreSQL nommée « %2 » n'est enregistrée dans QGIS (%3) ; choisissez-en une, ou donnez une URI libpq (postgresql://user@host/database) ou une chaîne de connexion (host=… dbname=…, service=…).</translation>
    </message>
    <message>
        <source>The saved connection "%1" cannot be read: %2</source>
        <translation>La connexion enregistrée « %1 » ne peut pas être lue : %2</translation>
    </message>
    <message>
        <source>The saved connection "%1" uses the authentication configuration %2, which cannot be read: check that it exists in this QGIS profile, and give QGIS's master password when asked (for qgis_process, name a file with it in QGIS_AUTH_PASSWORD_FILE).</source>
        <translation>La connexion enregistrée « %1 » utilise la configuration d'authentification %2, qui ne peut pas être lue : vérifiez qu'elle existe dans ce profil QGIS et donnez le mot de passe principal de QGIS quand il est demandé (pour qgis_process, indiquez dans QGIS_AUTH_PASSWORD_FILE un fichier qui le contient).</translation>
    </message>
    <message>
        <source>The saved connection "%1" does not make a valid PostgreSQL connection; open it in the Data Source Manager, test it and save it again.</source>
        <translation>La connexion enregistrée « %1 » ne donne pas de connexion PostgreSQL valide ; ouvrez-la dans le gestionnaire des sources de données, testez-la et enregistrez-la à nouveau.</translation>
    </message>
</context>
<context>
    <name>DeployAlgorithm</name>
    <message>
        <source>Deploy archive to clone</source>
        <translation>Déployer une archive vers un clone</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Mise en place</translation>
    </message>
    <message>
        <source>Makes a database a clone of central from an archive.</source>
        <translation>Fait d'une base de données un clone de la base centrale, à partir d'une archive.</translation>
    </message>
    <message>
        <source>Installs LizSync in the clone, restores the archive's schemas there and registers the clone in central: from then on people edit the clone as they like, and synchronise whenever there is a connection. A failed deployment leaves the clone as it was.

A database that is a clone already gets the archive's newer data and keeps its identity. Edits in it that were not synchronised are never overwritten unless you say so.

The program pg_restore must be installed.

</source>
        <translation>Installe LizSync dans le clone, y restaure les schémas de l'archive et enregistre le clone dans la base centrale : dès lors, chacun modifie le clone comme il veut et synchronise dès qu'une connexion est disponible. Un déploiement qui échoue laisse le clone tel qu'il était.

Une base de données qui est déjà un clone reçoit les données plus récentes de l'archive et garde son identité. Les modifications du clone qui n'ont pas été synchronisées ne sont jamais écrasées sans votre accord.

Le programme pg_restore doit être installé.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,archive,zip,restore,import,offline,clone,laptop,tablet</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,archive,zip,restore,import,offline,clone,laptop,tablet,base de données,synchroniser,déployer,déploiement,restaurer,importer,hors ligne,terrain,ordinateur portable,tablette</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>The database that the archive was made from.</source>
        <translation>La base de données à partir de laquelle l'archive a été créée.</translation>
    </message>
    <message>
        <source>Clone database</source>
        <translation>Base de données du clone</translation>
    </message>
    <message>
        <source>The database to make a clone. It may be empty; schemas of the archive that it has already are only replaced if LizSync had deployed them.</source>
        <translation>La base de données dont faire un clone. Elle peut être vide ; les schémas de l'archive qu'elle contient déjà ne sont remplacés que si LizSync les avait déployés.</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>LizSync archives (*.zip)</source>
        <translation>Archives LizSync (*.zip)</translation>
    </message>
    <message>
        <source>The zip file that "Package central for clones" has written.</source>
        <translation>Le fichier zip écrit par « Empaqueter la base centrale pour les clones ».</translation>
    </message>
    <message>
        <source>Name of the clone</source>
        <translation>Nom du clone</translation>
    </message>
    <message>
        <source>Name by which people know this clone, such as "Ann's tablet". Empty: the name it has is kept, or else it is named after its database.</source>
        <translation>Nom sous lequel ce clone est connu, par exemple « Tablette d'Anne ». Vide : il garde le nom qu'il a, ou à défaut prend celui de sa base de données.</translation>
    </message>
    <message>
        <source>Discard edits that were not synchronised</source>
        <translation>Abandonner les modifications non synchronisées</translation>
    </message>
    <message>
        <source>Deploys even though the clone holds edits that central does not have yet: they are lost.</source>
        <translation>Déploie même si le clone contient des modifications que la base centrale n'a pas encore : elles sont perdues.</translation>
    </message>
    <message>
        <source>Give the clone a new identity</source>
        <translation>Donner une nouvelle identité au clone</translation>
    </message>
    <message>
        <source>For a database that was copied from another clone: both would otherwise pass for the same one.</source>
        <translation>Pour une base de données copiée depuis un autre clone : sinon, les deux passeraient pour le même.</translation>
    </message>
    <message>
        <source>Central as seen from the clone's server</source>
        <translation>Base centrale vue depuis le serveur du clone</translation>
    </message>
    <message>
        <source>Conninfo by which the clone's own server reaches central, for SELECT * FROM lizsync.synchronize(). Empty: the same as for central above, which suits where this computer runs the clone's server.</source>
        <translation>Chaîne de connexion (conninfo) par laquelle le serveur du clone atteint lui-même la base centrale, pour SELECT * FROM lizsync.synchronize(). Vide : la même que pour la base centrale ci-dessus, ce qui convient quand le serveur du clone tourne sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Identity of the clone</source>
        <translation>Identifiant du clone</translation>
    </message>
    <message>
        <source>Number of synchronised tables</source>
        <translation>Nombre de tables synchronisées</translation>
    </message>
    <message>
        <source>Number of restored rows</source>
        <translation>Nombre de lignes restaurées</translation>
    </message>
    <message>
        <source>Store central's password in the clone</source>
        <translation>Garder le mot de passe de la base centrale dans le clone</translation>
    </message>
    <message>
        <source>Only lizsync.synchronize() needs it, where the clone's server has no password file or certificate of its own; whoever is superuser of the clone, or steals it, can read it. Where this is not said at all, only a password given in "Central as seen from the clone's server" is stored.</source>
        <translation>Seule lizsync.synchronize() en a besoin, quand le serveur du clone n'a ni fichier de mots de passe ni certificat à lui ; tout superutilisateur du clone, ou qui le vole, peut le lire. Si rien n'est dit, seul un mot de passe donné dans « Base centrale vue depuis le serveur du clone » est gardé.</translation>
    </message>
</context>
<context>
    <name>ExampleModel</name>
    <message>
        <source>Example models</source>
        <translation>Exemples de modèles</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,model,workflow,example,central,clone</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,model,workflow,example,central,clone,base de données,synchroniser,modèle,exemple,enchaînement,base centrale</translation>
    </message>
</context>
<context>
    <name>FeatureOutput</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 ne peut pas être écrit : %2</translation>
    </message>
</context>
<context>
    <name>InstallAlgorithm</name>
    <message>
        <source>Install LizSync in central</source>
        <translation>Installer LizSync dans la base centrale</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Mise en place</translation>
    </message>
    <message>
        <source>Installs LizSync's schemas in the central database, or brings them up to date.</source>
        <translation>Installe les schémas de LizSync dans la base de données centrale, ou les met à jour.</translation>
    </message>
    <message>
        <source>The first step: creates the schemas audit (log of every edit) and lizsync (server's identity, clones, history, conflicts) in the database that everybody will synchronise with. Your own schemas are not touched.

Where LizSync is installed already, its functions are renewed and all its data stay.

</source>
        <translation>La première étape : crée les schémas audit (journal de toutes les modifications) et lizsync (identité du serveur, clones, historique, conflits) dans la base de données avec laquelle tout le monde synchronisera. Vos propres schémas ne sont pas touchés.

Si LizSync est déjà installé, ses fonctions sont renouvelées et toutes ses données sont conservées.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,central,create,upgrade,audit,schema</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,central,create,upgrade,audit,schema,base de données,synchroniser,base centrale,installer,installation,créer,mise à niveau,mise à jour,schéma</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>The database that everybody synchronises with. The user needs the right to create schemas and the extension hstore there.</source>
        <translation>La base de données avec laquelle tout le monde synchronise. L'utilisateur doit avoir le droit d'y créer des schémas et l'extension hstore.</translation>
    </message>
    <message>
        <source>Overwrite an existing installation</source>
        <translation>Écraser une installation existante</translation>
    </message>
    <message>
        <source>Drops the log, the history and the registered clones of an earlier installation first, and gives the database a new identity: its clones must be deployed again. Your tables keep their rows and uid columns.</source>
        <translation>Supprime d'abord le journal, l'historique et les clones enregistrés d'une installation antérieure, et donne une nouvelle identité à la base de données : ses clones doivent être déployés à nouveau. Vos tables gardent leurs lignes et leurs colonnes uid.</translation>
    </message>
    <message>
        <source>Version of LizSync now installed</source>
        <translation>Version de LizSync désormais installée</translation>
    </message>
    <message>
        <source>Identity of the database</source>
        <translation>Identifiant de la base de données</translation>
    </message>
</context>
<context>
    <name>LayerStyle</name>
    <message>
        <source>points</source>
        <translation>points</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>lignes</translation>
    </message>
    <message>
        <source>areas</source>
        <translation>polygones</translation>
    </message>
</context>
<context>
    <name>LizSync::ExampleModelWords</name>
    <message>
        <source>Install LizSync in central</source>
        <translation>Installer LizSync dans la base centrale</translation>
    </message>
    <message>
        <source>Package central for clones</source>
        <translation>Empaqueter la base centrale pour les clones</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>Prepare tables of central</source>
        <translation>Préparer les tables de la base centrale</translation>
    </message>
    <message>
        <source>Makes everything ready in the office: installs LizSync in central where it is missing, prepares the tables of the chosen schemas, and writes the archive from which clones are deployed. May be run again before each campaign.</source>
        <translation>Prépare tout au bureau : installe LizSync dans la base centrale s'il n'y est pas, prépare les tables des schémas choisis et écrit l'archive à partir de laquelle les clones sont déployés. Peut être exécuté de nouveau avant chaque campagne.</translation>
    </message>
    <message>
        <source>The database that everybody synchronises with.</source>
        <translation>La base de données avec laquelle tout le monde synchronise.</translation>
    </message>
    <message>
        <source>Names of the schemas of central, separated by commas: all their tables are prepared and packaged.</source>
        <translation>Noms des schémas de la base centrale, séparés par des virgules : toutes leurs tables sont préparées et empaquetées.</translation>
    </message>
    <message>
        <source>Name by which people know this database; empty: it stays as it is.</source>
        <translation>Nom sous lequel cette base de données est connue ; vide : il reste tel quel.</translation>
    </message>
    <message>
        <source>Prepare a campaign</source>
        <translation>Préparer une campagne</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>Schemas to synchronise (comma-separated)</source>
        <translation>Schémas à synchroniser (séparés par des virgules)</translation>
    </message>
    <message>
        <source>Name of central</source>
        <translation>Nom de la base centrale</translation>
    </message>
    <message>
        <source>Show conflicts of central</source>
        <translation>Afficher les conflits de la base centrale</translation>
    </message>
    <message>
        <source>Unresolved conflicts</source>
        <translation>Conflits non résolus</translation>
    </message>
    <message>
        <source>Status of all clones</source>
        <translation>État de tous les clones</translation>
    </message>
    <message>
        <source>Synchronise clone</source>
        <translation>Synchroniser le clone</translation>
    </message>
    <message>
        <source>Report on the clone</source>
        <translation>Rapport sur le clone</translation>
    </message>
    <message>
        <source>Synchronise clone 2 (an empty place changes nothing)</source>
        <translation>Synchroniser le clone 2 (une place vide ne change rien)</translation>
    </message>
    <message>
        <source>Report on clone 2</source>
        <translation>Rapport sur le clone 2</translation>
    </message>
    <message>
        <source>Synchronise clone 3 (an empty place changes nothing)</source>
        <translation>Synchroniser le clone 3 (une place vide ne change rien)</translation>
    </message>
    <message>
        <source>Report on clone 3</source>
        <translation>Rapport sur le clone 3</translation>
    </message>
    <message>
        <source>Synchronise clone 4 (an empty place changes nothing)</source>
        <translation>Synchroniser le clone 4 (une place vide ne change rien)</translation>
    </message>
    <message>
        <source>Report on clone 4</source>
        <translation>Rapport sur le clone 4</translation>
    </message>
    <message>
        <source>Synchronises up to four clones one after the other, then loads the conflicts that are not resolved and writes a page on how all clones are. A place that is left empty changes nothing. A clone that cannot be synchronised stops the model, and those before it are done: correct that, and run it again. For more clones, or where each is to stand by itself, run "Synchronise clone with central" as a batch instead.</source>
        <translation>Synchronise jusqu'à quatre clones l'un après l'autre, puis charge les conflits non résolus et écrit une page sur l'état de tous les clones. Une place laissée vide ne change rien. Un clone qui ne peut pas être synchronisé arrête le modèle, ceux d'avant sont faits : corrigez cela, puis exécutez-le de nouveau. Pour davantage de clones, ou pour que chacun soit indépendant des autres, exécutez plutôt « Synchroniser un clone avec la base centrale » par lots.</translation>
    </message>
    <message>
        <source>The clone that is synchronised first.</source>
        <translation>Le clone qui est synchronisé en premier.</translation>
    </message>
    <message>
        <source>A further clone. May be empty.</source>
        <translation>Un autre clone. Peut rester vide.</translation>
    </message>
    <message>
        <source>End of the day</source>
        <translation>Fin de journée</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>Clone</translation>
    </message>
    <message>
        <source>Clone 2</source>
        <translation>Clone 2</translation>
    </message>
    <message>
        <source>Clone 3</source>
        <translation>Clone 3</translation>
    </message>
    <message>
        <source>Clone 4</source>
        <translation>Clone 4</translation>
    </message>
    <message>
        <source>Compare clone with central</source>
        <translation>Comparer un clone avec la base centrale</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparaison</translation>
    </message>
    <message>
        <source>Compares every table of a clone with central's and writes a page with what differs, then a page on how all clones are. Changes nothing.</source>
        <translation>Compare chaque table d'un clone avec celle de la base centrale et écrit une page sur ce qui diffère, puis une page sur l'état de tous les clones. Ne modifie rien.</translation>
    </message>
    <message>
        <source>The clone whose tables are compared with central's.</source>
        <translation>Le clone dont les tables sont comparées à celles de la base centrale.</translation>
    </message>
    <message>
        <source>Check a clone</source>
        <translation>Vérifier un clone</translation>
    </message>
    <message>
        <source>Clone database</source>
        <translation>Base de données du clone</translation>
    </message>
</context>
<context>
    <name>LizSync::LayerStyleWords</name>
    <message>
        <source>added, to central</source>
        <translation>ajouté, vers la base centrale</translation>
    </message>
    <message>
        <source>changed, to central</source>
        <translation>modifié, vers la base centrale</translation>
    </message>
    <message>
        <source>deleted, to central</source>
        <translation>supprimé, vers la base centrale</translation>
    </message>
    <message>
        <source>added, to the clone</source>
        <translation>ajouté, vers le clone</translation>
    </message>
    <message>
        <source>changed, to the clone</source>
        <translation>modifié, vers le clone</translation>
    </message>
    <message>
        <source>deleted, to the clone</source>
        <translation>supprimé, vers le clone</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Row (uid)</source>
        <translation>Ligne (uid)</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Is</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Edited by</source>
        <translation>Modifié par</translation>
    </message>
    <message>
        <source>Edited at</source>
        <translation>Modifié le</translation>
    </message>
    <message>
        <source>restored</source>
        <translation>rétabli</translation>
    </message>
    <message>
        <source>clone's edit rejected</source>
        <translation>modification du clone rejetée</translation>
    </message>
    <message>
        <source>central's edit rejected</source>
        <translation>modification de la base centrale rejetée</translation>
    </message>
    <message>
        <source>not resolved</source>
        <translation>non résolu</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Rejected side</source>
        <translation>Côté rejeté</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Central has</source>
        <translation>La base centrale a</translation>
    </message>
    <message>
        <source>The clone has</source>
        <translation>Le clone a</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>Clone</translation>
    </message>
    <message>
        <source>Edited in central by</source>
        <translation>Modifié dans la base centrale par</translation>
    </message>
    <message>
        <source>Edited in central at</source>
        <translation>Modifié dans la base centrale le</translation>
    </message>
    <message>
        <source>Edited in the clone by</source>
        <translation>Modifié dans le clone par</translation>
    </message>
    <message>
        <source>Edited in the clone at</source>
        <translation>Modifié dans le clone le</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>The database said</source>
        <translation>La base de données a répondu</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Nature</translation>
    </message>
    <message>
        <source>Found at</source>
        <translation>Constaté le</translation>
    </message>
    <message>
        <source>Resolved at</source>
        <translation>Résolu le</translation>
    </message>
    <message>
        <source>Restored at</source>
        <translation>Rétabli le</translation>
    </message>
    <message>
        <source>is</source>
        <translation>après</translation>
    </message>
    <message>
        <source>was</source>
        <translation>avant</translation>
    </message>
    <message>
        <source>central</source>
        <translation>base centrale</translation>
    </message>
    <message>
        <source>refused by the database</source>
        <translation>refusé par la base de données</translation>
    </message>
    <message>
        <source>the row referred to was deleted</source>
        <translation>la ligne référencée a été supprimée</translation>
    </message>
    <message>
        <source>unique value taken</source>
        <translation>valeur unique déjà prise</translation>
    </message>
    <message>
        <source>both added the same row</source>
        <translation>même ligne ajoutée des deux côtés</translation>
    </message>
    <message>
        <source>central changed, the clone deleted</source>
        <translation>modifié dans la base centrale, supprimé dans le clone</translation>
    </message>
    <message>
        <source>central deleted, the clone changed</source>
        <translation>supprimé dans la base centrale, modifié dans le clone</translation>
    </message>
    <message>
        <source>both changed the same value</source>
        <translation>même valeur modifiée des deux côtés</translation>
    </message>
    <message>
        <source>central's edit</source>
        <translation>modification de la base centrale</translation>
    </message>
    <message>
        <source>the clone's edit</source>
        <translation>modification du clone</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>résolu</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>supprimé</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajouté</translation>
    </message>
    <message>
        <source>to the clone</source>
        <translation>vers le clone</translation>
    </message>
    <message>
        <source>to central</source>
        <translation>vers la base centrale</translation>
    </message>
</context>
<context>
    <name>LizSync::Provider</name>
    <message>
        <source>LizSync (synchronisation of PostGIS databases)</source>
        <translation>LizSync (synchronisation de bases de données PostGIS)</translation>
    </message>
</context>
<context>
    <name>LizSync::ReportTemplate</name>
    <message>
        <source>LizSync: {{title}}</source>
        <translation>LizSync : {{title}}</translation>
    </message>
    <message>
        <source>changes to central</source>
        <translation>changements vers la base centrale</translation>
    </message>
    <message>
        <source>changes to the clone</source>
        <translation>changements vers le clone</translation>
    </message>
    <message>
        <source>conflicts</source>
        <translation>conflits</translation>
    </message>
    <message>
        <source>unresolved</source>
        <translation>non résolus</translation>
    </message>
    <message>
        <source>Central</source>
        <translation>Base centrale</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>Clone</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Clone's clock ahead of central's</source>
        <translation>Avance de l'horloge du clone sur celle de la base centrale</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tables</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>To central</source>
        <translation>Vers la base centrale</translation>
    </message>
    <message>
        <source>To the clone</source>
        <translation>Vers le clone</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajout</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modification</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>suppression</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Conflits</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Changements</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Sens</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changement</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Valeurs</translation>
    </message>
    <message>
        <source>Edited by</source>
        <translation>Modifié par</translation>
    </message>
    <message>
        <source>Edited at</source>
        <translation>Modifié le</translation>
    </message>
    <message>
        <source>Row (uid)</source>
        <translation>Ligne (uid)</translation>
    </message>
    <message>
        <source>rows differ</source>
        <translation>lignes diffèrent</translation>
    </message>
    <message>
        <source>with other values</source>
        <translation>avec d'autres valeurs</translation>
    </message>
    <message>
        <source>only in central</source>
        <translation>seulement dans la base centrale</translation>
    </message>
    <message>
        <source>only in the clone</source>
        <translation>seulement dans le clone</translation>
    </message>
    <message>
        <source>Edits of the clone that wait for its next sync</source>
        <translation>Modifications du clone qui attendent sa prochaine synchronisation</translation>
    </message>
    <message>
        <source>Rows in central</source>
        <translation>Lignes dans la base centrale</translation>
    </message>
    <message>
        <source>Rows in the clone</source>
        <translation>Lignes dans le clone</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>Row (key)</source>
        <translation>Ligne (clé)</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Différence</translation>
    </message>
    <message>
        <source>In central</source>
        <translation>Dans la base centrale</translation>
    </message>
    <message>
        <source>In the clone</source>
        <translation>Dans le clone</translation>
    </message>
    <message>
        <source>clones</source>
        <translation>clones</translation>
    </message>
    <message>
        <source>need a look</source>
        <translation>demandent une vérification</translation>
    </message>
    <message>
        <source>edits wait for clones</source>
        <translation>modifications en attente de clones</translation>
    </message>
    <message>
        <source>unresolved conflicts</source>
        <translation>conflits non résolus</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de données</translation>
    </message>
    <message>
        <source>Log of edits</source>
        <translation>Journal des modifications</translation>
    </message>
    <message>
        <source>{{log_events}} edits, {{log_bytes}}, since {{log_since}}</source>
        <translation>{{log_events}} modifications, {{log_bytes}}, depuis le {{log_since}}</translation>
    </message>
    <message>
        <source>Conflicts so far</source>
        <translation>Conflits à ce jour</translation>
    </message>
    <message>
        <source>Clones</source>
        <translation>Clones</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Last sync</source>
        <translation>Dernière synchronisation</translation>
    </message>
    <message>
        <source>Edits waiting</source>
        <translation>Modifications en attente</translation>
    </message>
    <message>
        <source>Oldest of them</source>
        <translation>La plus ancienne</translation>
    </message>
    <message>
        <source>Unresolved</source>
        <translation>Non résolus</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Its log</source>
        <translation>Son journal</translation>
    </message>
    <message>
        <source>Ids left</source>
        <translation>Identifiants restants</translation>
    </message>
    <message>
        <source>Edits of the last 30 days</source>
        <translation>Modifications des 30 derniers jours</translation>
    </message>
    <message>
        <source>As far as the log of central reaches back:</source>
        <translation>Aussi loin que remonte le journal de la base centrale :</translation>
    </message>
    <message>
        <source>drops what every clone has.</source>
        <translation>supprime ce que tous les clones ont déjà.</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The code of the language of this translation, such as fr.</extracomment>
        <translation>fr</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Structure</translation>
    </message>
    <message>
        <source>Clock, log, ids left, structure and version are what the clone said at its last sync, compared with central as it is now; ids left are those of the sequence of which least is left, of the range that the clone has now: the next range comes with a sync.</source>
        <translation>Horloge, journal, identifiants restants, structure et version sont ce que le clone a indiqué lors de sa dernière synchronisation, comparé à la base centrale telle qu'elle est maintenant ; les identifiants restants sont ceux de la séquence à laquelle il en reste le moins, dans la plage que le clone a maintenant : la plage suivante vient avec une synchronisation.</translation>
    </message>
</context>
<context>
    <name>LizSync::SqlSentences</name>
    <message>
        <source>Database "%1" is the central database that the archive was made from: name another one as the clone.</source>
        <translation>La base de données « %1 » est la base centrale à partir de laquelle l'archive a été créée : indiquez-en une autre comme clone.</translation>
    </message>
    <message>
        <source>Database "%1" is itself a central with clones: nothing can be deployed to it.</source>
        <translation>La base de données « %1 » est elle-même une base centrale avec des clones : rien ne peut y être déployé.</translation>
    </message>
    <message>
        <source>the clone edited a row that references this one: it comes back, alone; rows deleted with it stay deleted</source>
        <translation>le clone a modifié une ligne qui référence celle-ci : elle revient, seule ; les lignes supprimées avec elle restent supprimées</translation>
    </message>
    <message>
        <source>Clone "%1" is being synchronised already: wait until that sync has ended.</source>
        <translation>Le clone « %1 » est déjà en cours de synchronisation : attendez que cette synchronisation soit terminée.</translation>
    </message>
    <message>
        <source>Clone "%1" cannot be synchronised: %2. Make the same change on both sides, or deploy a new archive.</source>
        <translation>Le clone « %1 » ne peut pas être synchronisé : %2. Faites la même modification des deux côtés, ou déployez une nouvelle archive.</translation>
    </message>
    <message>
        <source>Central and clone are the same database: name two different ones.</source>
        <translation>La base centrale et le clone sont la même base de données : indiquez-en deux différentes.</translation>
    </message>
    <message>
        <source>Clone "%1" belongs to another central than "%2": choose its own central, or deploy an archive of this one.</source>
        <translation>Le clone « %1 » appartient à une autre base centrale que « %2 » : choisissez sa propre base centrale, ou déployez une archive de celle-ci.</translation>
    </message>
    <message>
        <source>Central does not know clone "%1" (%2): deploy an archive to it.</source>
        <translation>La base centrale ne connaît pas le clone « %1 » (%2) : déployez-y une archive.</translation>
    </message>
    <message>
        <source>Clone "%1" is at the state of %2, and central has purged part of its log since: keep a copy of the clone's unsent edits and deploy a new archive.</source>
        <translation>Le clone « %1 » en est à l'état du %2, et la base centrale a purgé depuis une partie de son journal : gardez une copie des modifications non envoyées du clone et déployez une nouvelle archive.</translation>
    </message>
    <message>
        <source>Table %1 references %2 (%3), which is not selected: select it too.</source>
        <translation>La table %1 référence %2 (%3), qui n'est pas sélectionnée : sélectionnez-la aussi.</translation>
    </message>
    <message>
        <source>Row %1 of %2 is not in the clone what central sent: the sync was stopped and changed nothing.</source>
        <translation>La ligne %1 de %2 n'est pas dans le clone telle que la base centrale l'a envoyée : la synchronisation a été interrompue et n'a rien modifié.</translation>
    </message>
    <message>
        <source>Rows that reference %1 would go with a key that another row gets: the sync was stopped and changed nothing.</source>
        <translation>Des lignes qui référencent %1 disparaîtraient avec une clé qu'une autre ligne reçoit : la synchronisation a été interrompue et n'a rien modifié.</translation>
    </message>
    <message>
        <source>Database "%1" is not a clone: deploy an archive of central to it first.</source>
        <translation>La base de données « %1 » n'est pas un clone : déployez-y d'abord une archive de la base centrale.</translation>
    </message>
    <message>
        <source>Clone "%1" is in use in two databases, one a copy of the other: run SELECT lizsync.new_clone_identity('another name') in this one and synchronise again, which loses nothing, or deploy an archive to it with NEW_CLONE_ID. Nothing was changed.</source>
        <translation>Le clone « %1 » est utilisé dans deux bases de données, dont l'une est une copie de l'autre : exécutez SELECT lizsync.new_clone_identity('another name') dans celle-ci et synchronisez à nouveau, ce qui ne perd rien, ou déployez-y une archive avec NEW_CLONE_ID. Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>not in central</source>
        <translation>absente de la base centrale</translation>
    </message>
    <message>
        <source>not in clone</source>
        <translation>absente du clone</translation>
    </message>
    <message>
        <source>the clone's edit of this column was the later one</source>
        <translation>la modification de cette colonne par le clone était la plus récente</translation>
    </message>
    <message>
        <source>both edited this column at the same moment: central's stays</source>
        <translation>les deux ont modifié cette colonne au même instant : la valeur de la base centrale est conservée</translation>
    </message>
    <message>
        <source>central's edit of this column was the later one</source>
        <translation>la modification de cette colonne par la base centrale était la plus récente</translation>
    </message>
    <message>
        <source>the clone's edit of this reference was the later one</source>
        <translation>la modification de cette référence par le clone était la plus récente</translation>
    </message>
    <message>
        <source>both edited this reference at the same moment: central's stays</source>
        <translation>cette référence a été modifiée des deux côtés au même moment : celle de la base centrale reste</translation>
    </message>
    <message>
        <source>central's edit of this reference was the later one</source>
        <translation>la modification de cette référence par la base centrale était la plus récente</translation>
    </message>
    <message>
        <source>central edited a row that references this one: it comes back, alone; rows deleted with it stay deleted</source>
        <translation>la base centrale a modifié une ligne qui référence celle-ci : elle revient, seule ; les lignes supprimées avec elle restent supprimées</translation>
    </message>
    <message>
        <source>a row that the clone did not delete references this one in central: it comes back, alone; rows deleted with it stay deleted</source>
        <translation>une ligne que le clone n'a pas supprimée référence celle-ci dans la base centrale : elle revient, seule ; les lignes supprimées avec elle restent supprimées</translation>
    </message>
    <message>
        <source>the row that this one references was deleted later in the clone: this row goes with it</source>
        <translation>la ligne que celle-ci référence a été supprimée plus tard dans le clone : cette ligne disparaît avec elle</translation>
    </message>
    <message>
        <source>the row that this one references was deleted later in the clone: the reference is emptied</source>
        <translation>la ligne que celle-ci référence a été supprimée plus tard dans le clone : la référence est vidée</translation>
    </message>
    <message>
        <source>the delete was later than the update: the row goes</source>
        <translation>la suppression était postérieure à la mise à jour : la ligne disparaît</translation>
    </message>
    <message>
        <source>the update was not earlier than the delete: the whole row stays</source>
        <translation>la mise à jour n'était pas antérieure à la suppression : la ligne entière est conservée</translation>
    </message>
    <message>
        <source>No clone has the id %1: see lizsync.clones.</source>
        <translation>Aucun clone n'a l'identifiant %1 : voir lizsync.clones.</translation>
    </message>
    <message>
        <source>the row that this one references was deleted later in central: this row goes with it</source>
        <translation>la ligne que celle-ci référence a été supprimée plus tard dans la base centrale : cette ligne disparaît avec elle</translation>
    </message>
    <message>
        <source>the row that this one references was deleted later in central: the reference is emptied</source>
        <translation>la ligne que celle-ci référence a été supprimée plus tard dans la base centrale : la référence est vidée</translation>
    </message>
    <message>
        <source>Clone "%1" has a sync (%2) that central does not know, as after central was restored from a backup: nothing was changed; keep a copy of the clone's database, deploy a new archive to the clone, and take over from the copy what is missing.</source>
        <translation>Le clone « %1 » a une synchronisation (%2) que la base centrale ne connaît pas, comme après une restauration de la base centrale depuis une sauvegarde : rien n'a été modifié ; gardez une copie de la base de données du clone, déployez une nouvelle archive vers le clone, et reprenez dans la copie ce qui manque.</translation>
    </message>
    <message>
        <source>Sequence %1 does not exist in central, or numbers no table of this clone: deploy a new archive.</source>
        <translation>La séquence %1 n'existe pas dans la base centrale, ou ne numérote aucune table de ce clone : déployez une nouvelle archive.</translation>
    </message>
    <message>
        <source>User "%1" may not synchronise clone "%2": have the owner of central run SELECT lizsync.grant_sync(%3).</source>
        <translation>L'utilisateur « %1 » n'a pas le droit de synchroniser le clone « %2 » : demandez au propriétaire de la base centrale d'exécuter SELECT lizsync.grant_sync(%3).</translation>
    </message>
    <message>
        <source>User "%1" may not read all of table %2 in central, which clone "%3" synchronises: have its owner grant that (GRANT SELECT), or deploy an archive without it.</source>
        <translation>L'utilisateur « %1 » n'a pas le droit de lire toute la table %2 de la base centrale, que le clone « %3 » synchronise : demandez ce droit à son propriétaire (GRANT SELECT), ou déployez une archive sans cette table.</translation>
    </message>
    <message>
        <source>No sync %1 is running in this transaction: a sync begins with its hello.</source>
        <translation>Aucune synchronisation %1 n'est en cours dans cette transaction : une synchronisation commence par son message d'ouverture.</translation>
    </message>
    <message>
        <source>Clone "%1" does not synchronise table %2.</source>
        <translation>Le clone « %1 » ne synchronise pas la table %2.</translation>
    </message>
    <message>
        <source>What a sync changed is told in its own transaction, of the tables that its clone synchronises.</source>
        <translation>Ce qu'une synchronisation a changé se lit dans sa propre transaction, pour les tables que son clone synchronise.</translation>
    </message>
    <message>
        <source>The clone sent a change of row %1 that no sync sends: nothing was changed; deploy an archive to the clone.</source>
        <translation>Le clone a envoyé pour la ligne %1 un changement qu'aucune synchronisation n'envoie : rien n'a été modifié ; déployez une archive sur le clone.</translation>
    </message>
    <message>
        <source>Sequence %1 of central has no ids left for a clone (the next is %2, the last possible one %3): give its column a larger type.</source>
        <translation>La séquence %1 de la base centrale n'a plus d'identifiants pour un clone (le prochain est %2, le dernier possible %3) : donnez à sa colonne un type plus grand.</translation>
    </message>
    <message>
        <source>Table %1 is being edited in an open transaction: save or cancel that edit, then synchronise again (waited %2).</source>
        <translation>La table %1 est en cours de modification dans une transaction ouverte : enregistrez ou annulez cette modification, puis synchronisez à nouveau (attente : %2).</translation>
    </message>
    <message>
        <source>Database "%1" has a %2 %3 that was not deployed by LizSync: rename or drop it, or deploy with DISCARD_PENDING to replace it.</source>
        <translation>La base de données « %1 » contient un objet qui n'a pas été déployé par LizSync (%2 %3) : renommez-le ou supprimez-le, ou déployez avec DISCARD_PENDING pour le remplacer.</translation>
    </message>
    <message>
        <source>Database "%1" is not a clone: only a clone can get another identity.</source>
        <translation>La base de données « %1 » n'est pas un clone : seul un clone peut recevoir une autre identité.</translation>
    </message>
    <message>
        <source>The archive has policies for roles that the server of database "%1" does not have (%2): create them there (CREATE ROLE), then deploy again.</source>
        <translation>L'archive a des règles de sécurité (POLICY) pour des rôles que le serveur de la base de données « %1 » n'a pas (%2) : créez-les là-bas (CREATE ROLE), puis déployez de nouveau.</translation>
    </message>
    <message>
        <source>Database "%1" is a clone: packages are made from central.</source>
        <translation>La base de données « %1 » est un clone : les paquets se créent à partir de la base centrale.</translation>
    </message>
    <message>
        <source>None of the %1 selected tables is prepared: run prepare first.</source>
        <translation>Aucune des %1 tables sélectionnées n'est préparée : préparez-les d'abord (lizsync:prepare).</translation>
    </message>
    <message>
        <source>Database "%1" is a clone: tables are prepared in central, before they are packaged.</source>
        <translation>La base de données « %1 » est un clone : les tables se préparent dans la base centrale, avant d'être empaquetées.</translation>
    </message>
    <message>
        <source>already prepared</source>
        <translation>déjà préparée</translation>
    </message>
    <message>
        <source>prepared</source>
        <translation>préparée</translation>
    </message>
    <message>
        <source>cannot be prepared</source>
        <translation>ne peut pas être préparée</translation>
    </message>
    <message>
        <source>it is a foreign table: its rows live in another database</source>
        <translation>c'est une table étrangère : ses lignes se trouvent dans une autre base de données</translation>
    </message>
    <message>
        <source>it is not a table</source>
        <translation>ce n'est pas une table</translation>
    </message>
    <message>
        <source>it is unlogged: a crash empties it, and the clones would not know (ALTER TABLE … SET LOGGED)</source>
        <translation>elle n'est pas journalisée (UNLOGGED) : un arrêt brutal la vide, et les clones n'en sauraient rien (ALTER TABLE … SET LOGGED)</translation>
    </message>
    <message>
        <source>it belongs to role %1: ask that role to prepare it</source>
        <translation>elle appartient au rôle %1 : demandez à ce rôle de la préparer</translation>
    </message>
    <message>
        <source>its column "uid" is of type %1, not uuid: rename that column</source>
        <translation>sa colonne « uid » est de type %1 et non uuid : renommez cette colonne</translation>
    </message>
    <message>
        <source>several of its rows have the same uid: give each its own (gen_random_uuid())</source>
        <translation>plusieurs de ses lignes ont le même uid : donnez à chacune le sien (gen_random_uuid())</translation>
    </message>
    <message>
        <source>Database "%1" is a clone: its log holds only what central does not have yet.</source>
        <translation>La base de données « %1 » est un clone : son journal ne contient que ce que la base centrale n'a pas encore.</translation>
    </message>
    <message>
        <source>central does not have this row</source>
        <translation>la base centrale n'a pas cette ligne</translation>
    </message>
    <message>
        <source>a trigger of central left this edit out: central's state stays</source>
        <translation>un déclencheur de la base centrale a écarté cette modification : l'état de la base centrale est conservé</translation>
    </message>
    <message>
        <source>the clone could not take this row of central: it is sent again at every sync</source>
        <translation>le clone n'a pas pu accepter cette ligne de la base centrale : elle est renvoyée à chaque synchronisation</translation>
    </message>
    <message>
        <source>another row of central has this unique value: each stays where it was made until one of them is changed</source>
        <translation>une autre ligne de la base centrale a cette valeur unique : chacune reste là où elle a été créée jusqu'à ce que l'une d'elles soit modifiée</translation>
    </message>
    <message>
        <source>central refused this row: it stays in the clone and is tried again at every sync</source>
        <translation>la base centrale a refusé cette ligne : elle reste dans le clone et fait l'objet d'une nouvelle tentative à chaque synchronisation</translation>
    </message>
    <message>
        <source>The archive (%1) was not made by central "%2", or by an older state of it: make a new one with package.</source>
        <translation>L'archive (%1) n'a pas été créée par la base centrale « %2 », ou l'a été dans un état plus ancien : créez-en une nouvelle avec lizsync:package.</translation>
    </message>
    <message>
        <source>Central does not know clone %1, of which "%2" is a copy: keep a copy of its unsent edits and deploy an archive to it.</source>
        <translation>La base centrale ne connaît pas le clone %1, dont « %2 » est une copie : gardez une copie de ses modifications non envoyées et déployez-y une archive.</translation>
    </message>
    <message>
        <source>There is no conflict %1.</source>
        <translation>Il n'y a pas de conflit %1.</translation>
    </message>
    <message>
        <source>Conflict %1 is not resolved: both values are there, each in its own database; change one of them.</source>
        <translation>Le conflit %1 n'est pas résolu : les deux valeurs existent, chacune dans sa base de données ; modifiez l'une d'elles.</translation>
    </message>
    <message>
        <source>Conflict %1 is about a row that conflict %2 keeps from being resolved: both values are there, each in its own database; change one of them.</source>
        <translation>Le conflit %1 concerne une ligne que le conflit %2 empêche de régler : les deux valeurs sont là, chacune dans sa base de données ; modifiez l'une des deux.</translation>
    </message>
    <message>
        <source>What conflict %1 is about (%2) is no column of table %3 any more: edit the row itself.</source>
        <translation>Ce dont il s'agit dans le conflit %1 (%2) n'est plus une colonne de la table %3 : modifiez la ligne elle-même.</translation>
    </message>
    <message>
        <source>Conflict %1 is about table %2, which does not exist any more.</source>
        <translation>Le conflit %1 concerne la table %2, qui n'existe plus.</translation>
    </message>
    <message>
        <source>The row of conflict %1 has been deleted since: there is nothing to put the value back into.</source>
        <translation>La ligne du conflit %1 a été supprimée depuis : il n'y a plus rien où remettre la valeur.</translation>
    </message>
    <message>
        <source>Nothing is selected: name at least one schema or layer.</source>
        <translation>Rien n'est sélectionné : indiquez au moins un schéma ou une couche.</translation>
    </message>
    <message>
        <source>Schema "%1" is never synchronised: move the tables to another schema (ALTER TABLE … SET SCHEMA).</source>
        <translation>Le schéma « %1 » n'est jamais synchronisé : déplacez les tables dans un autre schéma (ALTER TABLE … SET SCHEMA).</translation>
    </message>
    <message>
        <source>Schema "%1" belongs to PostgreSQL and is never synchronised.</source>
        <translation>Le schéma « %1 » appartient à PostgreSQL et n'est jamais synchronisé.</translation>
    </message>
    <message>
        <source>Schema "%1" does not exist in database "%2": check its spelling (upper and lower case matter).</source>
        <translation>Le schéma « %1 » n'existe pas dans la base de données « %2 » : vérifiez son orthographe (majuscules et minuscules comptent).</translation>
    </message>
    <message>
        <source>Table %1 does not exist in database "%2".</source>
        <translation>La table %1 n'existe pas dans la base de données « %2 ».</translation>
    </message>
    <message>
        <source>%1 is a partition: name the partitioned table %2, which is synchronised with all its partitions.</source>
        <translation>%1 est une partition : indiquez la table partitionnée %2, qui est synchronisée avec toutes ses partitions.</translation>
    </message>
    <message>
        <source>table %1 exists in the clone but not in central</source>
        <translation>la table %1 existe dans le clone mais pas dans la base centrale</translation>
    </message>
    <message>
        <source>table %1 exists in central but not in the clone</source>
        <translation>la table %1 existe dans la base centrale mais pas dans le clone</translation>
    </message>
    <message>
        <source>table %1 has a column %2 (%3) in central that the clone does not have</source>
        <translation>la table %1 a dans la base centrale une colonne %2 (%3) que le clone n'a pas</translation>
    </message>
    <message>
        <source>table %1 has a column %2 (%3) in the clone that central does not have</source>
        <translation>la table %1 a dans le clone une colonne %2 (%3) que la base centrale n'a pas</translation>
    </message>
    <message>
        <source>column %1 of table %2 is %3 in central but %4 in the clone</source>
        <translation>la colonne %1 de la table %2 est %3 dans la base centrale mais %4 dans le clone</translation>
    </message>
    <message>
        <source>the primary key of table %1 is %2 in central but %3 in the clone</source>
        <translation>la clé primaire de la table %1 est %2 dans la base centrale mais %3 dans le clone</translation>
    </message>
    <message>
        <source>Central cannot be reached from this database (%1): check the network, then synchronise again. Nothing was changed.</source>
        <translation>La base centrale est injoignable depuis cette base de données (%1) : vérifiez le réseau, puis synchronisez à nouveau. Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>The connection to central was lost: synchronise again. Nothing was changed.</source>
        <translation>La connexion à la base centrale a été perdue : synchronisez à nouveau. Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>Somebody changed the same rows at the same moment: synchronise again. Nothing was changed.</source>
        <translation>Quelqu'un a modifié les mêmes lignes au même moment : synchronisez à nouveau. Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>Table %1 does not exist in database "%2", or has no uid column: it cannot be compared.</source>
        <translation>La table %1 n'existe pas dans la base de données « %2 », ou n'a pas de colonne uid : elle ne peut pas être comparée.</translation>
    </message>
    <message>
        <source>Clone "%1" was made by the older plugin and only upgraded since: deploy an archive of central to it.</source>
        <translation>Le clone « %1 » a été créé par l'ancienne extension QGIS et seulement mis à niveau depuis : déployez-y une archive de la base centrale.</translation>
    </message>
    <message>
        <source>LizSync is version %1 in central but %2 in clone "%3": upgrade the older one (lizsync:upgrade).</source>
        <translation>LizSync est en version %1 dans la base centrale mais en version %2 dans le clone « %3 » : mettez à niveau la plus ancienne (lizsync:upgrade).</translation>
    </message>
    <message>
        <source>Column uid of %1 cannot be dropped, as a view, a foreign key or the like needs it: drop that first, or uninstall without DROP_UID_COLUMNS.</source>
        <translation>La colonne uid de %1 ne peut pas être supprimée, car une vue, une clé étrangère ou un objet semblable en a besoin : supprimez d'abord celui-ci, ou désinstallez sans DROP_UID_COLUMNS.</translation>
    </message>
    <message>
        <source>Name the clone: SELECT lizsync.new_clone_identity('another name').</source>
        <translation>Donnez un nom au clone : SELECT lizsync.new_clone_identity('another name').</translation>
    </message>
    <message>
        <source>Central "%1" has edits that these clones did not get yet: %2. Synchronise them first, forget those that are lost (lizsync.forget_clone), or uninstall with DISCARD_PENDING.</source>
        <translation>La base centrale « %1 » contient des modifications que ces clones n'ont pas encore reçues : %2. Synchronisez-les d'abord, oubliez ceux qui sont perdus (lizsync.forget_clone), ou désinstallez avec DISCARD_PENDING.</translation>
    </message>
    <message>
        <source>LizSync of central does not know the request "%1".</source>
        <translation>Le LizSync de la base centrale ne connaît pas la requête « %1 ».</translation>
    </message>
    <message>
        <source>Table %1 cannot be prepared: %2. Correct that, then upgrade.</source>
        <translation>La table %1 ne peut pas être préparée : %2. Corrigez cela, puis mettez à niveau.</translation>
    </message>
    <message>
        <source>Database "%1" has LizSync %2 of the older plugin: only version 0.7 can be upgraded, so upgrade it to that one first, with the older plugin.</source>
        <translation>La base de données « %1 » contient LizSync %2 de l'ancienne extension QGIS : seule la version 0.7 peut être mise à niveau, passez donc d'abord à celle-ci, avec l'ancienne extension.</translation>
    </message>
    <message>
        <source>Database "%1" has objects that need those of the older plugin: %2. Drop them, then upgrade.</source>
        <translation>La base de données « %1 » contient des objets qui ont besoin de ceux de l'ancienne extension QGIS : %2. Supprimez-les, puis mettez à niveau.</translation>
    </message>
    <message>
        <source>Partition %1 of table %2 was dropped in the clone with the rows that it had, which central still has: run SELECT lizsync.mend_capture(%3) in the clone, synchronise, then deploy a new archive to it.</source>
        <translation>La partition %1 de la table %2 a été supprimée dans le clone avec les lignes qu'elle contenait, que la base centrale a toujours : exécutez SELECT lizsync.mend_capture(%3) dans le clone, synchronisez, puis déployez-y une nouvelle archive.</translation>
    </message>
    <message>
        <source>Partition %1 of table %2 was dropped in central with the rows that it had, and the log cannot say which: run lizsync:prepare again in central, then synchronise; lizsync:compare lists the rows that a clone still has.</source>
        <translation>La partition %1 de la table %2 a été supprimée dans la base centrale avec les lignes qu'elle contenait, et le journal ne peut pas dire lesquelles : exécutez à nouveau lizsync:prepare dans la base centrale, puis synchronisez ; lizsync:compare liste les lignes qu'un clone a encore.</translation>
    </message>
    <message>
        <source>Columns of table %1 that are not synchronised have other names now: run SELECT lizsync.mend_capture(%2) in the clone, then synchronise; lizsync:compare lists what was edited meanwhile.</source>
        <translation>Des colonnes de la table %1 qui ne sont pas synchronisées ont maintenant d'autres noms : exécutez SELECT lizsync.mend_capture(%2) dans le clone, puis synchronisez ; lizsync:compare liste ce qui a été modifié entre-temps.</translation>
    </message>
    <message>
        <source>Columns of table %1 that are not synchronised have other names now: run lizsync:prepare again in central, then synchronise; lizsync:compare lists what was edited meanwhile.</source>
        <translation>Des colonnes de la table %1 qui ne sont pas synchronisées ont maintenant d'autres noms : exécutez à nouveau lizsync:prepare dans la base centrale, puis synchronisez ; lizsync:compare liste ce qui a été modifié entre-temps.</translation>
    </message>
    <message>
        <source>its columns that are not synchronised are known by their new names</source>
        <translation>ses colonnes qui ne sont pas synchronisées sont connues sous leurs nouveaux noms</translation>
    </message>
    <message>
        <source>it has its audit triggers again</source>
        <translation>elle a de nouveau ses déclencheurs d'audit</translation>
    </message>
    <message>
        <source>Edits of table %1 are not logged in the clone, as its audit triggers are not there or switched off: run SELECT lizsync.mend_capture(%2) in the clone, then synchronise; lizsync:compare lists what was edited meanwhile.</source>
        <translation>Les modifications de la table %1 ne sont pas journalisées dans le clone, car ses déclencheurs d'audit n'y sont pas ou sont désactivés : exécutez SELECT lizsync.mend_capture(%2) dans le clone, puis synchronisez ; lizsync:compare liste ce qui a été modifié entre-temps.</translation>
    </message>
    <message>
        <source>Edits of table %1 are not logged in central, as its audit triggers are not there or switched off: run lizsync:prepare again in central, then synchronise; lizsync:compare lists what was edited meanwhile.</source>
        <translation>Les modifications de la table %1 ne sont pas journalisées dans la base centrale, car ses déclencheurs d'audit n'y sont pas ou sont désactivés : exécutez à nouveau lizsync:prepare dans la base centrale, puis synchronisez ; lizsync:compare liste ce qui a été modifié entre-temps.</translation>
    </message>
    <message>
        <source>Table %1 is not there any more, and edits of %2, which has another name since it was prepared, are sent to nobody: give it its name back and synchronise; rename it when every clone has, then prepare it and deploy a new archive.</source>
        <translation>La table %1 n'existe plus, et les modifications de %2, qui a un autre nom depuis qu'elle a été préparée, ne sont envoyées à personne : redonnez-lui son nom et synchronisez ; renommez-la quand tous les clones l'ont fait, puis préparez-la et déployez une nouvelle archive.</translation>
    </message>
    <message>
        <source>Tables %1 and %2 inherit from one another since the clone was deployed, so that their edits cannot be told apart: run SELECT lizsync.mend_capture(%3) in the clone, then synchronise.</source>
        <translation>Les tables %1 et %2 ont un lien d'héritage depuis que le clone a été déployé, si bien que leurs modifications ne peuvent pas être distinguées : exécutez SELECT lizsync.mend_capture(%3) dans le clone, puis synchronisez.</translation>
    </message>
    <message>
        <source>Tables %1 and %2 inherit from one another since %3 was prepared, so that their edits cannot be told apart: run lizsync:prepare again in central, then synchronise.</source>
        <translation>Les tables %1 et %2 ont un lien d'héritage depuis que %3 a été préparée, si bien que leurs modifications ne peuvent pas être distinguées : exécutez à nouveau lizsync:prepare dans la base centrale, puis synchronisez.</translation>
    </message>
    <message>
        <source>it is logged row by row now, because of inheritance (%1)</source>
        <translation>elle est désormais journalisée ligne par ligne, à cause d'un héritage (%1)</translation>
    </message>
    <message>
        <source>new partitions have their triggers (%1)</source>
        <translation>de nouvelles partitions ont leurs déclencheurs (%1)</translation>
    </message>
    <message>
        <source>rows of partitions that were attached or detached are logged (%1)</source>
        <translation>les lignes de partitions attachées ou détachées sont journalisées (%1)</translation>
    </message>
    <message>
        <source>rows that went with dropped partitions are not logged, clones keep theirs</source>
        <translation>les lignes disparues avec des partitions supprimées ne sont pas journalisées, les clones gardent les leurs</translation>
    </message>
    <message>
        <source>a row whose change the clone could not take still references it</source>
        <translation>une ligne dont le clone n'a pas pu prendre la modification y fait encore référence</translation>
    </message>
    <message>
        <source>a row whose change could not be applied still references it</source>
        <translation>une ligne dont la modification n'a pas pu être appliquée y fait encore référence</translation>
    </message>
    <message>
        <source>a row that stays in the clone still references it</source>
        <translation>une ligne qui reste dans le clone y fait encore référence</translation>
    </message>
    <message>
        <source>the clone does not have this row any more</source>
        <translation>le clone n'a plus cette ligne</translation>
    </message>
    <message>
        <source>Conflict %1 has been restored already, at %2: edit the row itself.</source>
        <translation>Le conflit %1 a déjà été restauré, le %2 : modifiez la ligne elle-même.</translation>
    </message>
    <message>
        <source>Conflicts %1 and %2 are about the same value of row %3 of table %4: restore one of them.</source>
        <translation>Les conflits %1 et %2 concernent la même valeur de la ligne %3 de la table %4 : restaurez l'un des deux.</translation>
    </message>
    <message>
        <source>The archive (%1) was made before central "%2" kept the checksums of archives: make a new one with package.</source>
        <translation>L'archive (%1) a été faite avant que la base centrale « %2 » ne retienne les sommes de contrôle des archives : faites-en une nouvelle avec package.</translation>
    </message>
    <message>
        <source>The archive (%1) is not as central "%2" made it: somebody changed it since; get it again from whoever made it, or make a new one with package.</source>
        <translation>L'archive (%1) n'est pas telle que la base centrale « %2 » l'a faite : quelqu'un l'a modifiée depuis ; redemandez-la à qui l'a faite, ou faites-en une nouvelle avec package.</translation>
    </message>
    <message>
        <source>The checksum of an archive is recorded once, while it is packaged.</source>
        <translation>La somme de contrôle d'une archive est enregistrée une seule fois, lors de sa création.</translation>
    </message>
    <message>
        <source>Table %1 is not as prepare left it: %2. Run prepare again, or audit.unaudit_table() where it is not to be synchronised any more.</source>
        <translation>La table %1 n'est plus telle que la préparation l'avait laissée : %2. Relancez la préparation, ou audit.unaudit_table() si elle ne doit plus être synchronisée.</translation>
    </message>
    <message>
        <source>it has no column uid of type uuid</source>
        <translation>elle n'a pas de colonne uid de type uuid</translation>
    </message>
    <message>
        <source>its column uid is not unique</source>
        <translation>sa colonne uid n'est pas unique</translation>
    </message>
    <message>
        <source>its audit triggers are not there or switched off</source>
        <translation>ses déclencheurs d'audit sont absents ou désactivés</translation>
    </message>
    <message>
        <source>the row went in central with another one that was deleted, or by a trigger</source>
        <translation>la ligne a disparu de la base centrale avec une autre qui y a été supprimée, ou par un déclencheur</translation>
    </message>
    <message>
        <source>The clone needs new ids of sequence %1, from which an open transaction of central has drawn some: try again when that has ended. Nothing was changed.</source>
        <translation>Le clone a besoin de nouveaux identifiants de la séquence %1, où une transaction ouverte de la base centrale en a pris : réessayez quand elle sera terminée. Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>Clone "%1" has edits that were not sent to central (%2): synchronise first, or deploy with DISCARD_PENDING to lose them.</source>
        <translation>Le clone « %1 » contient des modifications qui n'ont pas été envoyées à la base centrale (%2) : synchronisez d'abord, ou déployez avec DISCARD_PENDING pour les perdre.</translation>
    </message>
    <message>
        <source>A package is made by lizsync:package, which sees all tables as they are at one moment.</source>
        <translation>Une archive est faite par lizsync:package, qui voit toutes les tables telles qu'elles sont à un même instant.</translation>
    </message>
    <message>
        <source>Clone "%1" has edits that were not sent to central (%2): to keep them, run SELECT lizsync.new_clone_identity('another name') in it and synchronise; to lose them, deploy with DISCARD_PENDING too.</source>
        <translation>Le clone « %1 » contient des modifications qui n'ont pas été envoyées à la base centrale (%2) : pour les garder, exécutez-y SELECT lizsync.new_clone_identity('another name') et synchronisez ; pour les perdre, déployez en ajoutant DISCARD_PENDING.</translation>
    </message>
    <message>
        <source>Clone "%1" has edits that were not sent to central (%2): synchronise it first, or uninstall with DISCARD_PENDING, and they stay in this database alone.</source>
        <translation>Le clone « %1 » contient des modifications qui n'ont pas été envoyées à la base centrale (%2) : synchronisez-le d'abord, ou désinstallez avec DISCARD_PENDING, et elles ne resteront que dans cette base de données.</translation>
    </message>
    <message>
        <source>Clone "%1" has edits that were not sent to central (%2): send them with the older plugin first (SELECT * FROM lizsync.synchronize() in it), then upgrade.</source>
        <translation>Le clone « %1 » contient des modifications qui n'ont pas été envoyées à la base centrale (%2) : envoyez-les d'abord avec l'ancienne extension QGIS (en y exécutant SELECT * FROM lizsync.synchronize()), puis mettez à niveau.</translation>
    </message>
    <message>
        <source>Central has edits that these clones did not get yet (%1): %2. Synchronise them with the older plugin first (SELECT * FROM lizsync.synchronize() in each), or delete a clone that is lost from lizsync.synchronized_tables, then upgrade.</source>
        <translation>La base centrale contient des modifications que ces clones n'ont pas encore reçues (%1) : %2. Synchronisez-les d'abord avec l'ancienne extension QGIS (SELECT * FROM lizsync.synchronize() dans chacun), ou supprimez de lizsync.synchronized_tables un clone perdu, puis mettez à niveau.</translation>
    </message>
    <message>
        <source>There is no memory left on %1 (%2): end other programs there, or give it more memory, then synchronise again. Nothing was changed.</source>
        <translation>Il n&apos;y a plus de mémoire sur le %1 (%2)&#xa0;: arrêtez-y d&apos;autres programmes, ou donnez-lui plus de mémoire, puis synchronisez à nouveau. Rien n&apos;a été changé.</translation>
    </message>
    <message>
        <source>The disk of %1 is full (%2): make room there, then synchronise again. Nothing was changed.</source>
        <translation>Le disque du %1 est plein (%2)&#xa0;: faites-y de la place, puis synchronisez à nouveau. Rien n&apos;a été changé.</translation>
    </message>
    <message>
        <source>This sync took longer than statement_timeout (%1) lets it: SET statement_timeout TO 0, then synchronise again. Nothing was changed.</source>
        <translation>Cette synchronisation a duré plus longtemps que statement_timeout (%1) ne le permet&#xa0;: SET statement_timeout TO 0, puis synchronisez à nouveau. Rien n&apos;a été changé.</translation>
    </message>
    <message>
        <source>Files of %1 cannot be read or written (%2): have its disk and its log looked at, then synchronise again. Nothing was changed.</source>
        <translation>Des fichiers du %1 ne peuvent être lus ou écrits (%2)&#xa0;: faites examiner son disque et son journal, puis synchronisez à nouveau. Rien n&apos;a été changé.</translation>
    </message>
    <message>
        <source>Somebody has open edits in central of what this sync changes: have them saved or cancelled, then synchronise again. Nothing was changed.</source>
        <translation>Quelqu&apos;un a des modifications non enregistrées dans la base centrale sur ce que cette synchronisation change&#xa0;: faites-les enregistrer ou annuler, puis synchronisez à nouveau. Rien n&apos;a été changé.</translation>
    </message>
    <message>
        <source>the clone&apos;s server</source>
        <translation>serveur du clone</translation>
    </message>
    <message>
        <source>central&apos;s server</source>
        <translation>serveur de la base centrale</translation>
    </message>
    <message>
        <source>A limit of %1 was reached (%2): have it raised there, then synchronise again. Nothing was changed.</source>
        <translation>Une limite du %1 a été atteinte (%2)&#xa0;: faites-la relever, puis synchronisez à nouveau. Rien n&apos;a été changé.</translation>
    </message>
    <message>
        <source>Central&apos;s server ended this sync from outside (%1): ask its administrator who or what cancels it, then synchronise again. Nothing was changed.</source>
        <translation>Le serveur de la base centrale a interrompu cette synchronisation de l&apos;extérieur (%1)&#xa0;: demandez à son administrateur qui ou quoi l&apos;annule, puis synchronisez à nouveau. Rien n&apos;a été changé.</translation>
    </message>
</context>
<context>
    <name>LizSync::Text</name>
    <message>
        <source>There is no folder for temporary files (%1): make room on the disk.</source>
        <translation>Aucun dossier n'est disponible pour les fichiers temporaires (%1) : libérez de la place sur le disque.</translation>
    </message>
    <message>
        <source>The archive %1 is damaged: the checksum of %2 differs from the manifest's; copy it again, or make it anew with lizsync:package.</source>
        <translation>L'archive %1 est endommagée : la somme de contrôle de %2 diffère de celle du manifeste ; copiez-la à nouveau, ou recréez-la avec lizsync:package.</translation>
    </message>
    <message>
        <source>The archive needs the extension %1, which the PostgreSQL server of %2 does not have: have an administrator install it there.</source>
        <translation>L'archive nécessite l'extension %1, que le serveur PostgreSQL de %2 n'a pas : demandez à un administrateur de l'y installer.</translation>
    </message>
    <message>
        <source>Clone and central are the same database (%1): deploy to another database.</source>
        <translation>Le clone et la base centrale sont la même base de données (%1) : déployez vers une autre base de données.</translation>
    </message>
    <message>
        <source>Database %1 has the server id of central (%2): it is a copy of central; deploy to an empty database, or run lizsync:install with OVERWRITE on it first.</source>
        <translation>La base de données %1 a l'identifiant de serveur de la base centrale (%2), dont elle est une copie : déployez vers une base de données vide, ou exécutez-y d'abord lizsync:install avec OVERWRITE.</translation>
    </message>
    <message>
        <source>The archive</source>
        <translation>L'archive</translation>
    </message>
    <message>
        <source>Somebody else deployed to %1 at the same time: try again.</source>
        <translation>Quelqu'un d'autre a déployé vers %1 au même moment : essayez à nouveau.</translation>
    </message>
    <message>
        <source>it ended unexpectedly</source>
        <translation>il s'est terminé de façon inattendue</translation>
    </message>
    <message>
        <source>pg_restore could not read the archive (%1): make it anew with lizsync:package.</source>
        <translation>pg_restore n'a pas pu lire l'archive (%1) : recréez-la avec lizsync:package.</translation>
    </message>
    <message>
        <source>Running the archive's own SQL on the clone.</source>
        <translation>Exécution du SQL propre à l'archive dans le clone.</translation>
    </message>
    <message>
        <source>The archive's own SQL to run after the deployment failed: %1 Correct that SQL and package anew.</source>
        <translation>Le SQL propre à l'archive, à exécuter après le déploiement, a échoué : %1 Corrigez ce SQL et empaquetez à nouveau.</translation>
    </message>
    <message>
        <source>The deployment could not be completed: %1</source>
        <translation>Le déploiement n'a pas pu être achevé : %1</translation>
    </message>
    <message>
        <source>Central is at %1, where the clone's server may not find it: lizsync.synchronize() in the clone will need CENTRAL_FROM_CLONE. Synchronising from QGIS works anyway.</source>
        <translation>La base centrale est sur %1, où le serveur du clone pourrait ne pas la trouver : lizsync.synchronize() dans le clone aura besoin de CENTRAL_FROM_CLONE. La synchronisation depuis QGIS fonctionne quoi qu'il en soit.</translation>
    </message>
    <message>
        <source>the pg_dump that made the archive</source>
        <translation>le pg_dump qui a créé l'archive</translation>
    </message>
    <message>
        <source>central</source>
        <translation>centrale</translation>
    </message>
    <message>
        <source>The archive %1 was made from another central ("%2", %3) than %4: choose that central, or an archive of this one.</source>
        <translation>L'archive %1 a été créée à partir d'une autre base centrale (« %2 », %3) que %4 : choisissez cette base centrale, ou une archive de celle-ci.</translation>
    </message>
    <message>
        <source>Restoring %1 with %2 in %3.</source>
        <translation>Restauration de %1 et de %2 dans %3.</translation>
    </message>
    <message>
        <source>The archive could not be restored in database %1: %2</source>
        <translation>L'archive n'a pas pu être restaurée dans la base de données %1 : %2</translation>
    </message>
    <message>
        <source>Database %1 could not be made a clone: %2</source>
        <translation>La base de données %1 n'a pas pu devenir un clone : %2</translation>
    </message>
    <message>
        <source>%1 is now the clone "%2" of "%3".</source>
        <translation>%1 est maintenant le clone « %2 » de « %3 ».</translation>
    </message>
    <message>
        <source>The manifest of the archive %1 cannot be read: choose the zip that lizsync:package made.</source>
        <translation>Le manifeste de l'archive %1 ne peut pas être lu : choisissez le fichier zip créé par lizsync:package.</translation>
    </message>
    <message>
        <source>The archive %1 was made by LizSync %2 in format %3, and this plugin (%4) reads format %5: deploy it with the LizSync that made it, or package anew.</source>
        <translation>L'archive %1 a été créée par LizSync %2 au format %3, et cette extension QGIS (%4) lit le format %5 : déployez-la avec le LizSync qui l'a créée, ou empaquetez à nouveau.</translation>
    </message>
    <message>
        <source>of an unknown version</source>
        <translation>de version inconnue</translation>
    </message>
    <message>
        <source>The manifest of the archive %1 lacks "%2": the archive is damaged, make it anew with lizsync:package.</source>
        <translation>Le manifeste de l'archive %1 ne contient pas « %2 » : l'archive est endommagée, recréez-la avec lizsync:package.</translation>
    </message>
    <message>
        <source>The manifest of the archive %1 does not fit its data: the archive is damaged, make it anew with lizsync:package.</source>
        <translation>Le manifeste de l'archive %1 ne correspond pas à ses données : l'archive est endommagée, recréez-la avec lizsync:package.</translation>
    </message>
    <message>
        <source>The SQL file %1 cannot be read (%2): check its name and its permissions.</source>
        <translation>Le fichier SQL %1 ne peut pas être lu (%2) : vérifiez son nom et ses droits d'accès.</translation>
    </message>
    <message>
        <source>The SQL file %1 has a statement %2, but it runs in one transaction with the whole deployment: remove that statement.</source>
        <translation>Le fichier SQL %1 contient une instruction %2, alors qu'il s'exécute dans la même transaction que tout le déploiement : retirez cette instruction.</translation>
    </message>
    <message>
        <source>No file was given for the archive: choose where the zip shall be written.</source>
        <translation>Aucun fichier n'a été donné pour l'archive : choisissez où écrire le fichier zip.</translation>
    </message>
    <message>
        <source>%1 is a folder: give the archive a file name.</source>
        <translation>%1 est un dossier : donnez un nom de fichier à l'archive.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist: create it, or choose another one for the archive.</source>
        <translation>Le dossier %1 n'existe pas : créez-le, ou choisissez-en un autre pour l'archive.</translation>
    </message>
    <message>
        <source>pg_dump could not copy the data of %1: %2</source>
        <translation>pg_dump n'a pas pu copier les données de %1 : %2</translation>
    </message>
    <message>
        <source>the PostgreSQL server of %1</source>
        <translation>le serveur PostgreSQL de %1</translation>
    </message>
    <message>
        <source>The function or type %1 needs %2, which is selected singly, or is a view of what is not selected: select the whole schemas of all that it needs, or move it to a schema that is not selected.</source>
        <translation>La fonction ou le type %1 a besoin de %2, qui est choisi isolément, ou est une vue sur ce qui n'est pas choisi : choisissez les schémas entiers de tout ce dont il a besoin, ou déplacez-le dans un schéma qui n'est pas choisi.</translation>
    </message>
    <message>
        <source>The view %1 is left out of the archive, as it needs %2, which is not selected: select that too, or have POST_DEPLOY_SQL create the view in clones that have what it needs.</source>
        <translation>La vue %1 n'est pas mise dans l'archive, car elle a besoin de %2, qui n'est pas choisi : choisissez-le aussi, ou faites créer la vue par POST_DEPLOY_SQL dans les clones qui ont ce dont elle a besoin.</translation>
    </message>
    <message>
        <source>%1 has policies for the role %2: the servers of clones need it, too.</source>
        <translation>%1 a des règles de sécurité (POLICY) pour le rôle %2 : il faut ce rôle aussi sur les serveurs des clones.</translation>
    </message>
    <message>
        <source>%1 comes along, as %2 needs it.</source>
        <translation>%1 est joint, car %2 en a besoin.</translation>
    </message>
    <message>
        <source>%1 needs %2, which is not selected and cannot come along: the archive can only be deployed to databases that have it already.</source>
        <translation>%1 a besoin de %2, qui n'est pas choisi et ne peut pas être joint : l'archive ne peut être déployée que dans des bases de données qui l'ont déjà.</translation>
    </message>
    <message>
        <source>%1 is copied, but will not be synchronised: it is not prepared.</source>
        <translation>%1 est copié, mais ne sera pas synchronisé : cet objet n'est pas préparé.</translation>
    </message>
    <message>
        <source>Packed %1 with %2 in %3.</source>
        <translation>Empaquetage terminé : %1 et %2 dans %3.</translation>
    </message>
    <message>
        <source>A temporary file could not be written (%1): make room in the folder for temporary files.</source>
        <translation>Un fichier temporaire n'a pas pu être écrit (%1) : libérez de la place dans le dossier des fichiers temporaires.</translation>
    </message>
    <message>
        <source>%1 could not be started: %2.</source>
        <translation>%1 n'a pas pu être lancé : %2.</translation>
    </message>
    <message>
        <source>Cancelled: nothing was changed.</source>
        <translation>Annulé : rien n'a été modifié.</translation>
    </message>
    <message>
        <source>%1 %2 (in %3) is older than %4 (%5): install the PostgreSQL client programs of version %6 or newer, or name their folder in the environment variable LIZSYNC_PG_BINDIR.</source>
        <translation>%1 %2 (dans %3) est plus ancien que %4 (%5) : installez les programmes clients de PostgreSQL en version %6 ou plus récente, ou indiquez leur dossier dans la variable d'environnement LIZSYNC_PG_BINDIR.</translation>
    </message>
    <message>
        <source>%1 %2 not found in %3: install the PostgreSQL client programs (Debian: postgresql-client), or name their folder in the environment variable LIZSYNC_PG_BINDIR.</source>
        <translation>%1 %2 dans %3 : installez les programmes clients de PostgreSQL (Debian : postgresql-client), ou indiquez leur dossier dans la variable d'environnement LIZSYNC_PG_BINDIR.</translation>
    </message>
    <message>
        <source>were</source>
        <translation>sont introuvables</translation>
    </message>
    <message>
        <source>was</source>
        <translation>est introuvable</translation>
    </message>
    <message>
        <source>PATH and the usual folders</source>
        <translation>PATH et les dossiers habituels</translation>
    </message>
    <message>
        <source>%1 came along.</source>
        <translation>%1 était joint.</translation>
    </message>
    <message>
        <source>%1 is in %2 already, in another form than in central, and stays as it is: where that does not fit, change it there.</source>
        <translation>%1 est déjà dans %2, sous une autre forme que dans la base centrale, et reste tel quel : si cela ne convient pas, modifiez-le là-bas.</translation>
    </message>
    <message>
        <source>What the archive needs besides its schemas could not be made in database %1: %2</source>
        <translation>Ce dont l'archive a besoin en dehors de ses schémas n'a pas pu être créé dans la base de données %1 : %2</translation>
    </message>
    <message>
        <source>Database %1 could not be prepared for the deployment: %2</source>
        <translation>La base de données %1 n'a pas pu être préparée pour le déploiement : %2</translation>
    </message>
    <message>
        <source>The archive %1 is truncated or damaged: copy it again, or make it anew with lizsync:package.</source>
        <translation>L'archive %1 est tronquée ou endommagée : copiez-la à nouveau, ou recréez-la avec lizsync:package.</translation>
    </message>
    <message>
        <source>The archive %1 cannot be written (%2): choose another folder.</source>
        <translation>L'archive %1 ne peut pas être écrite (%2) : choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The archive %1 cannot be written: choose another folder.</source>
        <translation>L'archive %1 ne peut pas être écrite : choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The archive %1 could not be written to its end: make room on the disk, or choose another folder.</source>
        <translation>L'archive %1 n'a pas pu être écrite jusqu'au bout : libérez de la place sur le disque, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The archive %1 cannot be given its name, perhaps because another program has it open: close it there, or choose another name.</source>
        <translation>L'archive %1 ne peut pas recevoir son nom, peut-être parce qu'un autre programme l'a ouverte : fermez-la dans ce programme, ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>No archive was given: choose the zip that lizsync:package made.</source>
        <translation>Aucune archive n'a été donnée : choisissez le fichier zip créé par lizsync:package.</translation>
    </message>
    <message>
        <source>The archive %1 does not exist: check its name, or make it with lizsync:package.</source>
        <translation>L'archive %1 n'existe pas : vérifiez son nom, ou créez-la avec lizsync:package.</translation>
    </message>
    <message>
        <source>The archive %1 cannot be read (%2): check its permissions.</source>
        <translation>L'archive %1 ne peut pas être lue (%2) : vérifiez ses droits d'accès.</translation>
    </message>
    <message>
        <source>%1 is not a zip archive: choose the zip that lizsync:package made.</source>
        <translation>%1 n'est pas une archive zip : choisissez le fichier zip créé par lizsync:package.</translation>
    </message>
    <message>
        <source>The archive %1 has no %2: choose the zip that lizsync:package made.</source>
        <translation>L'archive %1 ne contient pas %2 : choisissez le fichier zip créé par lizsync:package.</translation>
    </message>
    <message>
        <source>%2 in the archive %1 is too large to be true: choose the zip that lizsync:package made.</source>
        <translation>Dans l'archive %1, %2 est d'une taille invraisemblable : choisissez le fichier zip créé par lizsync:package.</translation>
    </message>
    <message>
        <source>The archive %1 cannot be unpacked (%2): make room in the folder for temporary files.</source>
        <translation>L'archive %1 ne peut pas être décompressée (%2) : libérez de la place dans le dossier des fichiers temporaires.</translation>
    </message>
    <message>
        <source>1 row differs</source>
        <translation>1 ligne diffère</translation>
    </message>
    <message>
        <source>%1 rows differ</source>
        <translation>%1 lignes diffèrent</translation>
    </message>
    <message>
        <source>Clone "%1" cannot be compared: %2. Make the same change on both sides, or deploy a new archive.</source>
        <translation>Le clone « %1 » ne peut pas être comparé : %2. Faites la même modification des deux côtés, ou déployez une nouvelle archive.</translation>
    </message>
    <message>
        <source>%1: equal (%2).</source>
        <translation>%1 : identique (%2).</translation>
    </message>
    <message>
        <source>%1 with other values</source>
        <translation>%1 avec d'autres valeurs</translation>
    </message>
    <message>
        <source>%1 only in central</source>
        <translation>%1 seulement dans la base centrale</translation>
    </message>
    <message>
        <source>%1 only in the clone</source>
        <translation>%1 seulement dans le clone</translation>
    </message>
    <message>
        <source>%1: %2: %3.</source>
        <translation>%1 : %2 : %3.</translation>
    </message>
    <message>
        <source>Both databases are equal: %1 in %2, compared in %3 s.</source>
        <translation>Les deux bases de données sont identiques : %1 dans %2, comparaison faite en %3 s.</translation>
    </message>
    <message>
        <source>%1, found in %2 s. What was edited since the last sync differs until the next one, and so does what lizsync.conflicts lists as unresolved: synchronise, then compare again.</source>
        <translation>%1 (comparaison faite en %2 s). Ce qui a été modifié depuis la dernière synchronisation diffère jusqu'à la suivante, de même que ce que lizsync.conflicts donne comme non résolu : synchronisez, puis comparez à nouveau.</translation>
    </message>
    <message>
        <source>Edits of the clone that wait for its next sync: %1.</source>
        <translation>Modifications du clone qui attendent sa prochaine synchronisation : %1.</translation>
    </message>
    <message>
        <source>Central and clone are the same database: name two different ones.</source>
        <translation>La base centrale et le clone sont la même base de données : indiquez-en deux différentes.</translation>
    </message>
    <message>
        <source>There is not enough memory to connect to a database.</source>
        <translation>La mémoire est insuffisante pour se connecter à une base de données.</translation>
    </message>
    <message>
        <source>The PostgreSQL server at %1 did not answer within %2 seconds. Check the host and the port, and that no firewall is in between.</source>
        <translation>Le serveur PostgreSQL %1 n'a pas répondu dans les %2 secondes. Vérifiez l'hôte et le port, et qu'aucun pare-feu ne bloque la connexion.</translation>
    </message>
    <message>
        <source>Database "%1" does not exist on the PostgreSQL server %2. Check its name, or create it.</source>
        <translation>La base de données « %1 » n'existe pas sur le serveur PostgreSQL %2. Vérifiez son nom, ou créez-la.</translation>
    </message>
    <message>
        <source>The PostgreSQL server %1 does not let user "%2" into database "%3": %4. Check the user name and the password.</source>
        <translation>Le serveur PostgreSQL %1 refuse à l'utilisateur « %2 » l'accès à la base de données « %3 » : %4. Vérifiez le nom d'utilisateur et le mot de passe.</translation>
    </message>
    <message>
        <source>The PostgreSQL server %1 refused the connection to database "%2": %3.</source>
        <translation>Le serveur PostgreSQL %1 a refusé la connexion à la base de données « %2 » : %3.</translation>
    </message>
    <message>
        <source>The PostgreSQL server %1 wants a password for user "%2" and database "%3", and none was given. Put it in the connection, or in the password file of PostgreSQL.</source>
        <translation>Le serveur PostgreSQL %1 demande un mot de passe pour l'utilisateur « %2 » et la base de données « %3 », et aucun n'a été donné. Indiquez-le dans la connexion, ou dans le fichier de mots de passe de PostgreSQL.</translation>
    </message>
    <message>
        <source>Cannot connect to database "%1" on the PostgreSQL server %2: %3. Check the host and the port, and that the server is running.</source>
        <translation>Impossible de se connecter à la base de données « %1 » sur le serveur PostgreSQL %2 : %3. Vérifiez l'hôte et le port, et que le serveur est démarré.</translation>
    </message>
    <message>
        <source>A transaction is open on %1: this statement cannot run inside it.</source>
        <translation>Une transaction est ouverte sur %1 : cette instruction ne peut pas y être exécutée.</translation>
    </message>
    <message>
        <source>The database's answer cannot be read at character %1 of "%2": please report this.</source>
        <translation>La réponse de la base de données est illisible au caractère %1 de « %2 » : veuillez le signaler.</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>mémoire insuffisante</translation>
    </message>
    <message>
        <source>The connection string cannot be read: %1. Write keyword='value' pairs or a postgresql:// URI.</source>
        <translation>La chaîne de connexion ne peut pas être lue : %1. Écrivez des paires keyword='value' ou une URI postgresql://.</translation>
    </message>
    <message>
        <source>The database's answer has no column "%1"; its LizSync is of another version, run install or upgrade.</source>
        <translation>La réponse de la base de données n'a pas de colonne « %1 » ; son LizSync est d'une autre version, exécutez lizsync:install ou lizsync:upgrade.</translation>
    </message>
    <message>
        <source>The transaction has ended already.</source>
        <translation>La transaction est déjà terminée.</translation>
    </message>
    <message>
        <source>A transaction is open on %1 already.</source>
        <translation>Une transaction est déjà ouverte sur %1.</translation>
    </message>
    <message>
        <source>Nothing was changed in %1, because an earlier statement had failed.</source>
        <translation>Rien n'a été modifié dans %1, car une instruction précédente avait échoué.</translation>
    </message>
    <message>
        <source>The connection to %1 is closed; start again.</source>
        <translation>La connexion à %1 est fermée ; recommencez.</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>pas de réponse</translation>
    </message>
    <message>
        <source>%1 needs the extension %2, which could not be created in database %3 (</source>
        <translation>%1 nécessite l'extension %2, qui n'a pas pu être créée dans la base de données %3 (</translation>
    </message>
    <message>
        <source>): have an administrator install it there.</source>
        <translation>) : demandez à un administrateur de l'y installer.</translation>
    </message>
    <message>
        <source>Database %1 has LizSync %2, which is newer than this plugin (%3): get the newer plugin.</source>
        <translation>La base de données %1 contient LizSync %2, plus récent que cette extension QGIS (%3) : installez l'extension plus récente.</translation>
    </message>
    <message>
        <source>Database %1 has a schema "audit" or "lizsync" of another tool: rename it, or install with OVERWRITE, which drops both schemas with all that they hold.</source>
        <translation>La base de données %1 contient un schéma « audit » ou « lizsync » d'un autre outil : renommez-le, ou installez avec OVERWRITE, qui supprime les deux schémas et tout leur contenu.</translation>
    </message>
    <message>
        <source>Database %1 is a clone with edits that were not sent to its central: synchronise it before installing with OVERWRITE, which would lose them.</source>
        <translation>La base de données %1 est un clone avec des modifications qui n'ont pas été envoyées à sa base centrale : synchronisez-le avant d'installer avec OVERWRITE, qui les perdrait.</translation>
    </message>
    <message>
        <source>User "%1" may not use LizSync in database %2: have its owner grant the rights on the schemas lizsync and audit.</source>
        <translation>L'utilisateur « %1 » n'a pas le droit d'utiliser LizSync dans la base de données %2 : demandez à son propriétaire d'accorder les droits sur les schémas lizsync et audit.</translation>
    </message>
    <message>
        <source>The PostgreSQL server of %1 is older than version %2, the oldest that LizSync works with: upgrade it.</source>
        <translation>Le serveur PostgreSQL de %1 est plus ancien que la version %2, la plus ancienne avec laquelle LizSync fonctionne : mettez-le à niveau.</translation>
    </message>
    <message>
        <source>LizSync %1 is installed in %2.</source>
        <translation>LizSync %1 est installé dans %2.</translation>
    </message>
    <message>
        <source>LizSync %1 is installed anew in %2; what LizSync %3 had recorded was dropped.</source>
        <translation>LizSync %1 est réinstallé à neuf dans %2 ; ce que LizSync %3 avait enregistré a été supprimé.</translation>
    </message>
    <message>
        <source>LizSync %1 was installed in %2 already; its functions are renewed, its data is kept.</source>
        <translation>LizSync %1 était déjà installé dans %2 ; ses fonctions sont renouvelées, ses données sont conservées.</translation>
    </message>
    <message>
        <source>LizSync in %1 is upgraded from %2 to %3.</source>
        <translation>LizSync dans %1 est mis à niveau de %2 à %3.</translation>
    </message>
    <message>
        <source>LizSync is not installed in the %1 database (%2): run lizsync:install on it first.</source>
        <translation>LizSync n'est pas installé dans la base de données %1 (%2) : exécutez-y d'abord lizsync:install.</translation>
    </message>
    <message>
        <source>The %1 database (%2) has LizSync %3, which is older than this plugin (%4): upgrade it first (lizsync:upgrade).</source>
        <translation>La base de données %1 (%2) contient LizSync %3, plus ancien que cette extension QGIS (%4) : mettez-la d'abord à niveau (lizsync:upgrade).</translation>
    </message>
    <message>
        <source>The %1 database (%2) has an older build of LizSync %3 than this plugin: upgrade it first (lizsync:upgrade).</source>
        <translation>La base de données %1 (%2) contient une version intermédiaire de LizSync %3 plus ancienne que celle de cette extension QGIS : mettez-la d'abord à niveau (lizsync:upgrade).</translation>
    </message>
    <message>
        <source>Database %1 has LizSync %2, of the older plugin, where this one is %3: upgrade it first (lizsync:upgrade).</source>
        <translation>La base de données %1 contient LizSync %2, de l'ancienne extension QGIS, alors que celle-ci est en version %3 : mettez-la d'abord à niveau (lizsync:upgrade).</translation>
    </message>
    <message>
        <source>Neither schemas nor layers were given: name at least one schema, or choose a layer.</source>
        <translation>Ni schémas ni couches n'ont été donnés : indiquez au moins un schéma, ou choisissez une couche.</translation>
    </message>
    <message>
        <source>Schema "%1" is never synchronised: move the tables that you want to synchronise to a schema of their own.</source>
        <translation>Le schéma « %1 » n'est jamais synchronisé : déplacez les tables à synchroniser dans un schéma qui leur soit propre.</translation>
    </message>
    <message>
        <source>Table %1 is in schema "%2", which is never synchronised: move it to a schema of its own.</source>
        <translation>La table %1 est dans le schéma « %2 », qui n'est jamais synchronisé : déplacez-la dans un schéma qui lui soit propre.</translation>
    </message>
    <message>
        <source>%1 cannot be prepared: %2</source>
        <translation>Préparation de %1 impossible : %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1 : %2.</translation>
    </message>
    <message>
        <source>%1: %2 (%3).</source>
        <translation>%1 : %2 (%3).</translation>
    </message>
    <message>
        <source>There is no table in what was chosen (%1): create the tables first.</source>
        <translation>Il n'y a aucune table dans ce qui a été choisi (%1) : créez d'abord les tables.</translation>
    </message>
    <message>
        <source>None of the chosen tables can be prepared. %1</source>
        <translation>Aucune des tables choisies ne peut être préparée. %1</translation>
    </message>
    <message>
        <source>Database %1 has tables or views of your own in the schemas audit and lizsync, or views that need these: %2. Move or drop them, then uninstall.</source>
        <translation>La base de données %1 contient des tables ou des vues qui vous appartiennent dans les schémas audit et lizsync, ou des vues qui ont besoin de ceux-ci : %2. Déplacez-les ou supprimez-les, puis désinstallez.</translation>
    </message>
    <message>
        <source>These clones cannot be synchronised any more: %1. What they have not sent yet stays in them alone.</source>
        <translation>Ces clones ne peuvent plus être synchronisés : %1. Ce qu'ils n'ont pas encore envoyé ne reste que chez eux.</translation>
    </message>
    <message>
        <source>LizSync is not installed in database %1: there is nothing to uninstall.</source>
        <translation>LizSync n'est pas installé dans la base de données %1 : il n'y a rien à désinstaller.</translation>
    </message>
    <message>
        <source>LizSync in %1 is in use, by a sync or by edits that are not saved: uninstall it when they have ended. Nothing was changed.</source>
        <translation>LizSync est en cours d'utilisation dans %1, par une synchronisation ou par des modifications non enregistrées : désinstallez-le quand elles seront terminées. Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>LizSync could not be uninstalled from database %1: %2 Nothing was changed.</source>
        <translation>LizSync n'a pas pu être désinstallé de la base de données %1 : %2 Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>LizSync %1 is uninstalled from %2: %3 tables and views are free, their rows %4.</source>
        <translation>LizSync %1 est désinstallé de %2 : %3 tables et vues sont libérées, leurs lignes %4.</translation>
    </message>
    <message>
        <source>stay, their uid columns are gone</source>
        <translation>sont conservées, leurs colonnes uid sont supprimées</translation>
    </message>
    <message>
        <source>and uid columns stay</source>
        <translation>et leurs colonnes uid sont conservées</translation>
    </message>
    <message>
        <source>LizSync %1 in %2 is up to date.</source>
        <translation>LizSync %1 dans %2 est à jour.</translation>
    </message>
    <message>
        <source>This clone has to be deployed again before it is synchronised (lizsync:package, lizsync:deploy); it keeps its identity.</source>
        <translation>Ce clone doit être déployé à nouveau avant d'être synchronisé (lizsync:package, lizsync:deploy) ; il garde son identité.</translation>
    </message>
    <message>
        <source>Its clones have to be upgraded and deployed again before they are synchronised (lizsync:package, lizsync:upgrade, lizsync:deploy); they keep their identity.</source>
        <translation>Ses clones doivent être mis à niveau et déployés à nouveau avant d'être synchronisés (lizsync:package, lizsync:upgrade, lizsync:deploy) ; ils gardent leur identité.</translation>
    </message>
    <message>
        <source>LizSync is not installed in database %1: there is nothing to upgrade; run lizsync:install on it.</source>
        <translation>LizSync n'est pas installé dans la base de données %1 : il n'y a rien à mettre à niveau ; exécutez-y lizsync:install.</translation>
    </message>
    <message>
        <source>LizSync in %1 is in use, by a sync or by edits that are not saved: upgrade it when they have ended. Nothing was changed.</source>
        <translation>LizSync est en cours d'utilisation dans %1, par une synchronisation ou par des modifications non enregistrées : mettez-le à niveau quand elles seront terminées. Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>a %1</source>
        <translation>une valeur de type %1</translation>
    </message>
    <message>
        <source>column %1 has one %2 in central and another one in the clone; </source>
        <translation>la colonne %1 a une valeur de type %2 dans la base centrale et une autre dans le clone ; </translation>
    </message>
    <message>
        <source>column %1 is %2 in central and %3 in the clone; </source>
        <translation>la colonne %1 a pour valeur %2 dans la base centrale et %3 dans le clone ; </translation>
    </message>
    <message>
        <source>Clone "%1" synchronises with central "%2".</source>
        <translation>Le clone « %1 » se synchronise avec la base centrale « %2 ».</translation>
    </message>
    <message>
        <source>User "%1" may not edit %2 in central: what was edited there stays in the clone, each row as an unresolved conflict.</source>
        <translation>L'utilisateur « %1 » n'a pas le droit de modifier %2 dans la base centrale : ce qui y a été modifié dans le clone y reste, chaque ligne comme un conflit non résolu.</translation>
    </message>
    <message>
        <source>The clone's clock is %1 s %2 central's: edit times are corrected by that; set the clock of that computer.</source>
        <translation>L'horloge du clone est %2 celle de la base centrale (écart : %1 s) : les dates des modifications sont corrigées en conséquence ; mettez cet ordinateur à l'heure.</translation>
    </message>
    <message>
        <source>ahead of</source>
        <translation>en avance sur</translation>
    </message>
    <message>
        <source>behind</source>
        <translation>en retard sur</translation>
    </message>
    <message>
        <source>Clone "%1" has gone back to an older state, such as a backup: it is brought up to date, and all that it has counts as edited since.</source>
        <translation>Le clone « %1 » est revenu à un état plus ancien, par exemple celui d'une sauvegarde : il est mis à jour, et tout ce qu'il contient est considéré comme modifié depuis.</translation>
    </message>
    <message>
        <source>Central sent %1 rows instead of %2: the sync was stopped and changed nothing; synchronise again.</source>
        <translation>La base centrale a envoyé %1 lignes au lieu de %2 : la synchronisation a été interrompue et n'a rien modifié ; synchronisez à nouveau.</translation>
    </message>
    <message>
        <source>Conflict in %1, %2: </source>
        <translation>Conflit dans %1, %2 : </translation>
    </message>
    <message>
        <source>Synchronisation cancelled: nothing was changed.</source>
        <translation>Synchronisation annulée : rien n'a été modifié.</translation>
    </message>
    <message>
        <source>This was a dry run: both databases are as before.</source>
        <translation>C'était une simulation : les deux bases de données sont telles qu'elles étaient.</translation>
    </message>
    <message>
        <source>%1: %2 to central, %3 to the clone, %4, %5 unresolved, in %6 s.</source>
        <translation>%1 : %2 vers la base centrale, %3 vers le clone, %4, non résolus : %5, en %6 s.</translation>
    </message>
    <message>
        <source>A real run would do</source>
        <translation>Une exécution réelle donnerait</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>The same rows are being changed in both databases again and again (%1 tries): synchronise again in a moment. Nothing was changed.</source>
        <translation>Les mêmes lignes sont modifiées sans cesse dans les deux bases de données (%1 tentatives) : synchronisez à nouveau dans un instant. Rien n'a été modifié.</translation>
    </message>
    <message>
        <source>Somebody changed the same rows at the same moment: trying again (%1).</source>
        <translation>Quelqu'un a modifié les mêmes lignes au même moment : nouvelle tentative (%1).</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 ligne</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 lignes</translation>
    </message>
    <message>
        <source>1 table</source>
        <translation>1 table</translation>
    </message>
    <message>
        <source>%1 tables</source>
        <translation>%1 tables</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 changement</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 changements</translation>
    </message>
    <message>
        <source>1 conflict</source>
        <translation>1 conflit</translation>
    </message>
    <message>
        <source>%1 conflicts</source>
        <translation>%1 conflits</translation>
    </message>
    <message>
        <source>The extension %1 is in schema "%2" of database %3, but the archive needs it in "%4", as in central: move it with ALTER EXTENSION, or drop it there.</source>
        <translation>L'extension %1 est dans le schéma « %2 » de la base de données %3, mais l'archive la veut dans « %4 », comme dans la base centrale : déplacez-la avec ALTER EXTENSION, ou supprimez-la de cette base.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> et </translation>
    </message>
    <message>
        <source>"%1" is not a connection string: write keyword='value' pairs such as "host=… dbname=…", or a postgresql:// URI.</source>
        <translation>« %1 » n'est pas une chaîne de connexion : écrivez des paires keyword='value' telles que "host=… dbname=…", ou une URI postgresql://.</translation>
    </message>
    <message>
        <source>Database %1 has a schema "audit" of another tool beside the older LizSync: rename it (ALTER SCHEMA audit RENAME TO …), then upgrade.</source>
        <translation>La base de données %1 contient, à côté de l'ancien LizSync, un schéma « audit » d'un autre outil : renommez-le (ALTER SCHEMA audit RENAME TO …), puis mettez à niveau.</translation>
    </message>
    <message>
        <source>Central "%1" still counts this clone as one of its own: SELECT lizsync.forget_clone( '%2' ) there.</source>
        <translation>La base centrale « %1 » compte toujours ce clone parmi les siens : exécutez-y SELECT lizsync.forget_clone( '%2' ).</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>choisie</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>binary value</source>
        <translation>binaire</translation>
    </message>
    <message>
        <source>Database %1 is clone "%2", but its central "%3" is what is asked for: choose the connection of that one as CENTRAL.</source>
        <translation>La base de données %1 est le clone « %2 », mais c'est sa base centrale « %3 » qui est demandée : choisissez la connexion de celle-ci comme CENTRAL.</translation>
    </message>
    <message>
        <source>The database's answer has no column "%1": please report this.</source>
        <translation>La réponse de la base de données n'a pas de colonne « %1 » : veuillez le signaler.</translation>
    </message>
    <message>
        <source>Conflicts: %1, of which %2 are not resolved.</source>
        <translation>Conflits : %1, dont %2 non résolus.</translation>
    </message>
    <message>
        <source>No conflict is named: give the numbers of the conflicts to restore, such as 12, 15.</source>
        <translation>Aucun conflit n'est indiqué : donnez les numéros des conflits à restaurer, par exemple 12, 15.</translation>
    </message>
    <message>
        <source>1 conflict was restored: its rejected value is central's again, and goes to the clones with their next sync.</source>
        <translation>1 conflit a été restauré : sa valeur rejetée est à nouveau celle de la base centrale, et parviendra aux clones lors de leur prochaine synchronisation.</translation>
    </message>
    <message>
        <source>%1 conflicts were restored: their rejected values are central's again, and go to the clones with their next sync.</source>
        <translation>%1 conflits ont été restaurés : leurs valeurs rejetées sont à nouveau celles de la base centrale, et parviendront aux clones lors de leur prochaine synchronisation.</translation>
    </message>
    <message>
        <source>Clone "%1": %2.</source>
        <translation>Clone « %1 » : %2.</translation>
    </message>
    <message>
        <source>… and %1 more clones that need a look: REPORT lists them.</source>
        <translation>… et %1 autres clones qui demandent une vérification : REPORT les liste.</translation>
    </message>
    <message>
        <source>Central "%1": %2, %3 waiting for them, %4 not resolved; %5 in its log.</source>
        <translation>Base centrale « %1 » : %2, en attente pour eux : %3, à résoudre : %4 ; dans son journal : %5.</translation>
    </message>
    <message>
        <source>%1 not resolved</source>
        <translation>à résoudre : %1</translation>
    </message>
    <message>
        <source>no sync for %1</source>
        <translation>pas de synchronisation depuis %1</translation>
    </message>
    <message>
        <source>never synchronised in the %1 since it was deployed</source>
        <translation>jamais synchronisé depuis son déploiement, il y a %1</translation>
    </message>
    <message>
        <source>LizSync %1 there, %2 in central: upgrade the older one</source>
        <translation>LizSync %1 dans ce clone, %2 dans la base centrale : mettez à niveau le plus ancien</translation>
    </message>
    <message>
        <source>%1: make the same change on both sides</source>
        <translation>%1 : faites la même modification des deux côtés</translation>
    </message>
    <message>
        <source>its clock is %1 s ahead</source>
        <translation>son horloge est en avance de %1 s</translation>
    </message>
    <message>
        <source>its clock is %1 s behind</source>
        <translation>son horloge est en retard de %1 s</translation>
    </message>
    <message>
        <source>%1 left in %2: synchronise it soon</source>
        <translation>il reste %1 dans %2 : synchronisez-le bientôt</translation>
    </message>
    <message>
        <source>… and %1 more: lizsync:conflicts shows them on the map.</source>
        <translation>… et encore %1 : lizsync:conflicts les montre sur la carte.</translation>
    </message>
    <message>
        <source>1 clone</source>
        <translation>1 clone</translation>
    </message>
    <message>
        <source>%1 clones</source>
        <translation>%1 clones</translation>
    </message>
    <message>
        <source>1 edit</source>
        <translation>1 modification</translation>
    </message>
    <message>
        <source>%1 edits</source>
        <translation>%1 modifications</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 jour</translation>
    </message>
    <message>
        <source>%1 days</source>
        <translation>%1 jours</translation>
    </message>
    <message>
        <source>1 id</source>
        <translation>1 identifiant</translation>
    </message>
    <message>
        <source>%1 ids</source>
        <translation>%1 identifiants</translation>
    </message>
    <message>
        <source>Changes made in the clone: %1 (%2).</source>
        <translation>Changements faits dans le clone : %1 (%2).</translation>
    </message>
    <message>
        <source>Changes made in central: %1 (%2).</source>
        <translation>Changements faits dans la base centrale : %1 (%2).</translation>
    </message>
    <message>
        <source>The clone holds central's password, for lizsync.synchronize(): whoever is its superuser can read it.</source>
        <translation>Le clone garde le mot de passe de la base centrale, pour lizsync.synchronize() : tout superutilisateur du clone peut le lire.</translation>
    </message>
    <message>
        <source>Central's password is not stored in the clone: for lizsync.synchronize() give it to the clone's server in a password file, or deploy with STORE_CREDENTIALS. Synchronising from QGIS works anyway.</source>
        <translation>Le mot de passe de la base centrale n'est pas gardé dans le clone : pour lizsync.synchronize(), donnez-le au serveur du clone dans un fichier de mots de passe, ou déployez avec STORE_CREDENTIALS. La synchronisation depuis QGIS fonctionne de toute façon.</translation>
    </message>
    <message>
        <source>The client certificate is not stored in the clone, as only a superuser may do that: for lizsync.synchronize() have one set sslcert and sslkey with ALTER USER MAPPING. Synchronising from QGIS works anyway.</source>
        <translation>Le certificat client n'est pas gardé dans le clone, car seul un superutilisateur en a le droit : pour lizsync.synchronize(), faites-lui définir sslcert et sslkey par ALTER USER MAPPING. La synchronisation depuis QGIS fonctionne de toute façon.</translation>
    </message>
    <message>
        <source>The archive %1 is damaged: the size of %2 differs from the manifest's; copy it again, or make it anew with lizsync:package.</source>
        <translation>L'archive %1 est endommagée : la taille de %2 n'est pas celle du manifeste ; copiez-la à nouveau, ou refaites-la avec lizsync:package.</translation>
    </message>
    <message>
        <source>its manifest does not know %1</source>
        <translation>son manifeste ne connaît pas %1</translation>
    </message>
    <message>
        <source>There are too many tables for one archive: package fewer of them at a time.</source>
        <translation>Il y a trop de tables pour une archive : empaquetez-en moins à la fois.</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>un objet</translation>
    </message>
    <message>
        <source>The manifest of the archive %1 has "%2", which no archive has: make it anew with lizsync:package.</source>
        <translation>Le manifeste de l'archive %1 contient « %2 », que n'a aucune archive : refaites-la avec lizsync:package.</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>une liste</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>un texte</translation>
    </message>
    <message>
        <source>a name in a database</source>
        <translation>un nom dans une base de données</translation>
    </message>
    <message>
        <source>a schema that can be synchronised</source>
        <translation>un schéma qui peut être synchronisé</translation>
    </message>
    <message>
        <source>the quoted name of a table and its schema</source>
        <translation>le nom, entre guillemets, d'une table et de son schéma</translation>
    </message>
    <message>
        <source>a uuid</source>
        <translation>un uuid</translation>
    </message>
    <message>
        <source>a checksum (SHA-256)</source>
        <translation>une somme de contrôle (SHA-256)</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un nombre entier</translation>
    </message>
    <message>
        <source>a version of PostgreSQL</source>
        <translation>une version de PostgreSQL</translation>
    </message>
    <message>
        <source>a version of LizSync</source>
        <translation>une version de LizSync</translation>
    </message>
    <message>
        <source>function, type or role</source>
        <translation>function, type ou role</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>vrai ou faux</translation>
    </message>
    <message>
        <source>The manifest of the archive %1 is damaged ("%2" is not %3): make the archive anew with lizsync:package.</source>
        <translation>Le manifeste de l'archive %1 est endommagé (« %2 » n'est pas %3) : refaites l'archive avec lizsync:package.</translation>
    </message>
    <message>
        <source>The SQL file %1 is larger than 64 MB: put data into tables of central instead.</source>
        <translation>Le fichier SQL %1 dépasse 64 Mo : mettez plutôt les données dans des tables de la base centrale.</translation>
    </message>
    <message>
        <source>The SQL file %1 is no text in UTF-8: save it as such.</source>
        <translation>Le fichier SQL %1 n'est pas un texte en UTF-8 : enregistrez-le ainsi.</translation>
    </message>
    <message>
        <source>The archive's own SQL, which will run on the clone after the restore:</source>
        <translation>Le SQL propre à l'archive, qui sera exécuté sur le clone après la restauration :</translation>
    </message>
    <message>
        <source>… and %1 characters more: read post_deploy.sql in the archive.</source>
        <translation>… et %1 caractères de plus : lisez post_deploy.sql dans l'archive.</translation>
    </message>
    <message>
        <source>it would unpack to %1, from %2</source>
        <translation>elle occuperait %1 une fois décompressée, à partir de %2</translation>
    </message>
    <message>
        <source>The archive %1 unpacks to %2, and the disk with the folder for temporary files (%3) has room for %4: make room there.</source>
        <translation>L'archive %1 occupe %2 une fois décompressée, et le disque du dossier des fichiers temporaires (%3) n'a de place que pour %4 : faites-y de la place.</translation>
    </message>
    <message>
        <source>The archive %1 is not as lizsync:package makes it (%2): do not use it, and get it again from whoever made it.</source>
        <translation>L'archive %1 n'est pas telle que lizsync:package les fait (%2) : ne l'utilisez pas, et redemandez-la à qui l'a faite.</translation>
    </message>
    <message>
        <source>it has more than a thousand members</source>
        <translation>elle a plus de mille membres</translation>
    </message>
    <message>
        <source>it has %1 twice</source>
        <translation>elle contient %1 deux fois</translation>
    </message>
    <message>
        <source>its members %1 and %2 overlap</source>
        <translation>ses membres %1 et %2 se chevauchent</translation>
    </message>
    <message>
        <source>the name of a member is no text</source>
        <translation>le nom d'un membre n'est pas un texte</translation>
    </message>
    <message>
        <source>%1 is encrypted</source>
        <translation>%1 est chiffré</translation>
    </message>
    <message>
        <source>%1 is not the name of a file in it</source>
        <translation>%1 n'est pas le nom d'un fichier qu'elle contiendrait</translation>
    </message>
    <message>
        <source>%1 is no file but a link or the like</source>
        <translation>%1 n'est pas un fichier mais un lien ou semblable</translation>
    </message>
    <message>
        <source>%1 is compressed in another way</source>
        <translation>%1 est compressé d'une autre manière</translation>
    </message>
    <message>
        <source>%1 has two names</source>
        <translation>%1 a deux noms</translation>
    </message>
    <message>
        <source>%1 unpacks to more than its size</source>
        <translation>%1 dépasse sa taille une fois décompressé</translation>
    </message>
    <message>
        <source>There is not enough memory to unpack the archive %1.</source>
        <translation>La mémoire ne suffit pas pour décompresser l'archive %1.</translation>
    </message>
    <message>
        <source>The checksum of the archive could not be computed: there is not enough memory, or OpenSSL does not offer SHA-256.</source>
        <translation>La somme de contrôle de l'archive n'a pas pu être calculée : la mémoire manque, ou OpenSSL n'offre pas SHA-256.</translation>
    </message>
    <message>
        <source>The PostgreSQL server %1 cannot be reached in the way that sslmode wants: %2. Check sslmode, and that sslrootcert is the certificate of the authority that signed the server's.</source>
        <translation>Le serveur PostgreSQL %1 ne peut pas être joint comme le veut sslmode : %2. Vérifiez sslmode, et que sslrootcert est le certificat de l'autorité qui a signé celui du serveur.</translation>
    </message>
    <message>
        <source>it is not well-formed</source>
        <translation>elle est mal formée</translation>
    </message>
    <message>
        <source>it holds a NUL character</source>
        <translation>elle contient un caractère NUL</translation>
    </message>
    <message>
        <source>characters such as @ and / in a user name or password have to be percent-encoded (%40, %2F)</source>
        <translation>les caractères tels que @ et / dans un nom d'utilisateur ou un mot de passe doivent être codés avec % (%40, %2F)</translation>
    </message>
    <message>
        <source>Central was restored from a dump since clone "%1" last synchronised: the sync goes on from there; what central got after that dump was made is missing in it.</source>
        <translation>La base centrale a été restaurée depuis une sauvegarde après la dernière synchronisation du clone « %1 » : la synchronisation reprend de là ; ce que la base centrale a reçu après cette sauvegarde y manque.</translation>
    </message>
    <message>
        <source>clone</source>
        <translation>du clone</translation>
    </message>
    <message>
        <source>LizSync could not be installed in database %1: %2</source>
        <translation>LizSync n'a pas pu être installé dans la base de données %1 : %2</translation>
    </message>
    <message>
        <source>Database %1 is a clone of the older plugin with edits that were not sent to its central (%2): run SELECT * FROM lizsync.synchronize() in it first, which would otherwise lose them.</source>
        <translation>La base de données %1 est un clone de l'ancienne extension QGIS avec des modifications qui n'ont pas été envoyées à sa base centrale (%2) : exécutez-y d'abord SELECT * FROM lizsync.synchronize(), sans quoi elles seraient perdues.</translation>
    </message>
    <message>
        <source>%1 in %2 s, %3 a second</source>
        <translation>%1 en %2 s, %3 par seconde</translation>
    </message>
    <message>
        <source>The server of %1 has no memory left (%2): end other programs there, or give it more memory, then try again.</source>
        <translation>Le serveur de %1 n&apos;a plus de mémoire (%2)&#xa0;: arrêtez-y d&apos;autres programmes, ou donnez-lui plus de mémoire, puis réessayez.</translation>
    </message>
    <message>
        <source>The server of %1 does not answer any more: try again when it runs and can be reached.</source>
        <translation>Le serveur de %1 ne répond plus&#xa0;: réessayez quand il fonctionne et peut être joint.</translation>
    </message>
    <message>
        <source>Waiting for open edits in the clone.</source>
        <translation>En attente de modifications non enregistrées dans le clone.</translation>
    </message>
    <message>
        <source>Central may have stored this sync or not: %1 Synchronise again, which loses nothing and does nothing twice.</source>
        <translation>La base centrale a peut-être enregistré cette synchronisation, peut-être pas&#xa0;: %1 Synchronisez à nouveau&#xa0;: rien ne sera perdu, rien ne sera fait deux fois.</translation>
    </message>
    <message>
        <source>Central has stored this sync, but the clone has not: %1 Synchronise again, which loses nothing and does nothing twice.</source>
        <translation>La base centrale a enregistré cette synchronisation, mais pas le clone&#xa0;: %1 Synchronisez à nouveau&#xa0;: rien ne sera perdu, rien ne sera fait deux fois.</translation>
    </message>
    <message>
        <source>Somebody has open edits in central of what this sync changes (%1 tries): have them saved or cancelled, then synchronise again. Nothing was changed.</source>
        <translation>Quelqu&apos;un a des modifications non enregistrées dans la base centrale sur ce que cette synchronisation change (%1 essais)&#xa0;: faites-les enregistrer ou annuler, puis synchronisez à nouveau. Rien n&apos;a été changé.</translation>
    </message>
    <message>
        <source>Somebody has open edits in central: trying again (%1).</source>
        <translation>Quelqu&apos;un a des modifications non enregistrées dans la base centrale&#xa0;: nouvel essai (%1).</translation>
    </message>
    <message>
        <source>A limit that the server of %1 sets to its users was reached (%2): have it raised there, then try again.</source>
        <translation>Une limite que le serveur de %1 impose à ses utilisateurs a été atteinte (%2)&#xa0;: faites-la relever, puis réessayez.</translation>
    </message>
    <message>
        <source>The connection to %1 was lost: %2. Try again when its server runs and can be reached.</source>
        <translation>La connexion à %1 a été perdue&#xa0;: %2. Réessayez quand son serveur fonctionne et peut être joint.</translation>
    </message>
    <message>
        <source>The PostgreSQL server %1 is starting or stopping (%2): try again in a moment.</source>
        <translation>Le serveur PostgreSQL %1 démarre ou s&apos;arrête (%2)&#xa0;: réessayez dans un instant.</translation>
    </message>
    <message>
        <source>Somebody has open edits in %1 that this has to wait for (%2): have them saved or cancelled, then try again.</source>
        <translation>Quelqu&apos;un a dans %1 des modifications non enregistrées qu&apos;il faut attendre (%2)&#xa0;: faites-les enregistrer ou annuler, puis réessayez.</translation>
    </message>
    <message>
        <source>The disk of the server of %1 is full (%2): make room there, then try again.</source>
        <translation>Le disque du serveur de %1 est plein (%2)&#xa0;: faites-y de la place, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 Nothing was changed.</source>
        <translation>%1 Rien n&apos;a été changé.</translation>
    </message>
    <message>
        <source>The work in %1 was ended from outside (%2): ask the administrator of its server who or what cancels it, then try again.</source>
        <translation>Le travail dans %1 a été interrompu de l&apos;extérieur (%2)&#xa0;: demandez à l&apos;administrateur de son serveur qui ou quoi l&apos;annule, puis réessayez.</translation>
    </message>
    <message>
        <source>The server of %1 has all its connections in use (%2): close programs that are connected, or have max_connections raised, then try again.</source>
        <translation>Toutes les connexions du serveur de %1 sont prises (%2)&#xa0;: fermez des programmes qui y sont connectés, ou faites augmenter max_connections, puis réessayez.</translation>
    </message>
    <message>
        <source>The server of %1 cannot read or write its files (%2): have its disk and its log looked at, then try again.</source>
        <translation>Le serveur de %1 ne peut lire ou écrire ses fichiers (%2)&#xa0;: faites examiner son disque et son journal, puis réessayez.</translation>
    </message>
</context>
<context>
    <name>LizSyncPlugin</name>
    <message>
        <source>Two-way synchronisation between a central PostGIS database and its clones</source>
        <translation>Synchronisation dans les deux sens entre une base de données PostGIS centrale et ses clones</translation>
    </message>
</context>
<context>
    <name>PackageAlgorithm</name>
    <message>
        <source>Package central for clones</source>
        <translation>Empaqueter la base centrale pour les clones</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Mise en place</translation>
    </message>
    <message>
        <source>Makes a zip archive of central's data, from which clones are deployed.</source>
        <translation>Crée une archive zip des données de la base centrale, à partir de laquelle les clones sont déployés.</translation>
    </message>
    <message>
        <source>Writes the structure and the data of the chosen schemas and layers, as they are at one moment, into a zip archive. People may go on editing central meanwhile; any number of clones can be deployed from one archive, weeks later too.

Whatever else a schema holds (views, functions, tables that were not prepared) travels with it, but is not synchronised later on.

The program pg_dump of at least the server's version must be installed.

</source>
        <translation>Écrit dans une archive zip la structure et les données des schémas et des couches choisis, telles qu'elles sont à un instant donné. Pendant ce temps, les utilisateurs peuvent continuer à modifier la base centrale ; une même archive permet de déployer autant de clones que voulu, même des semaines plus tard.

Tout ce qu'un schéma contient d'autre (vues, fonctions, tables non préparées) voyage avec lui, mais n'est pas synchronisé par la suite.

Le programme pg_dump, dans une version au moins égale à celle du serveur, doit être installé.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,archive,zip,dump,export,backup,offline,clone</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,archive,zip,dump,export,backup,offline,clone,base de données,synchroniser,empaqueter,paquet,exporter,sauvegarde,hors ligne,terrain</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>The database whose tables were prepared.</source>
        <translation>La base de données dont les tables ont été préparées.</translation>
    </message>
    <message>
        <source>package</source>
        <translation>empaqueter</translation>
    </message>
    <message>
        <source>SQL file to run in each clone after it was deployed</source>
        <translation>Fichier SQL à exécuter dans chaque clone après son déploiement</translation>
    </message>
    <message>
        <source>SQL files (*.sql)</source>
        <translation>Fichiers SQL (*.sql)</translation>
    </message>
    <message>
        <source>Travels in the archive and is run in the clone at the end of the deployment, in the same transaction: to grant rights to local users, say.</source>
        <translation>Voyage dans l'archive et s'exécute dans le clone à la fin du déploiement, dans la même transaction : par exemple pour accorder des droits à des utilisateurs locaux.</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>LizSync archives (*.zip)</source>
        <translation>Archives LizSync (*.zip)</translation>
    </message>
    <message>
        <source>The zip file to write. It appears under its name only when it is complete.</source>
        <translation>Le fichier zip à écrire. Il n'apparaît sous son nom qu'une fois complet.</translation>
    </message>
    <message>
        <source>Number of packaged tables</source>
        <translation>Nombre de tables empaquetées</translation>
    </message>
    <message>
        <source>Number of packaged rows</source>
        <translation>Nombre de lignes empaquetées</translation>
    </message>
    <message>
        <source>Identity of the archive in central's history</source>
        <translation>Identifiant de l'archive dans l'historique de la base centrale</translation>
    </message>
</context>
<context>
    <name>PlainWords</name>
    <message>
        <source>"%1", %2</source>
        <translation>« %1 », %2</translation>
    </message>
    <message>
        <source>"%1" (%2)</source>
        <translation>« %1 » (%2)</translation>
    </message>
</context>
<context>
    <name>PrepareAlgorithm</name>
    <message>
        <source>Prepare tables of central</source>
        <translation>Préparer les tables de la base centrale</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Mise en place</translation>
    </message>
    <message>
        <source>Makes tables of the central database ready for synchronisation.</source>
        <translation>Prépare des tables de la base de données centrale à la synchronisation.</translation>
    </message>
    <message>
        <source>Gives every table of the chosen schemas, and every chosen layer's table, a column uid (the identity of a row in all databases) and triggers that log each edit. The log panel says which tables were prepared, which already were, and which cannot be and why. Running it again changes nothing.

LizSync must be installed in the database first.

</source>
        <translation>Donne à chaque table des schémas choisis, et à la table de chaque couche choisie, une colonne uid (l'identité d'une ligne dans toutes les bases de données) et des déclencheurs qui enregistrent chaque modification dans le journal. L'onglet Journal indique quelles tables ont été préparées, lesquelles l'étaient déjà, et lesquelles ne peuvent pas l'être et pourquoi. Une nouvelle exécution ne change rien.

LizSync doit d'abord être installé dans la base de données.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,central,uid,audit,trigger,log,table</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,central,uid,audit,trigger,log,table,base de données,synchroniser,base centrale,préparer,préparation,déclencheur,journal</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>The database in which LizSync was installed. The user must own the tables.</source>
        <translation>La base de données dans laquelle LizSync a été installé. L'utilisateur doit être propriétaire des tables.</translation>
    </message>
    <message>
        <source>prepare</source>
        <translation>préparer</translation>
    </message>
    <message>
        <source>Name of central</source>
        <translation>Nom de la base centrale</translation>
    </message>
    <message>
        <source>Name by which people know this database, such as "City hall": it stands in histories and conflicts. Empty: the name it has is kept.</source>
        <translation>Nom sous lequel cette base de données est connue, par exemple « Mairie » : il figure dans les historiques et les conflits. Vide : elle garde le nom qu'elle a.</translation>
    </message>
    <message>
        <source>Number of prepared tables</source>
        <translation>Nombre de tables préparées</translation>
    </message>
    <message>
        <source>Identity of central</source>
        <translation>Identifiant de la base centrale</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>REPORT: %1 cannot be written (%2); choose a file in a folder that exists and that you may write to.</source>
        <translation>REPORT : %1 ne peut pas être écrit (%2) ; choisissez un fichier dans un dossier qui existe et où vous avez le droit d'écrire.</translation>
    </message>
    <message>
        <source>The report %1 cannot be written: %2</source>
        <translation>Le rapport %1 ne peut pas être écrit : %2</translation>
    </message>
</context>
<context>
    <name>ReportPlot</name>
    <message>
        <source>%1 others</source>
        <translation>%1 autres</translation>
    </message>
</context>
<context>
    <name>ReportText</name>
    <message numerus="yes">
        <source>%1… (%n vertices)</source>
        <translation>
            <numerusform>%1… (%n sommet)</numerusform>
            <numerusform>%1… (%n sommets)</numerusform>
        </translation>
    </message>
    <message>
        <source>service %1</source>
        <translation>service %1</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>cet ordinateur</translation>
    </message>
</context>
<context>
    <name>RestoreAlgorithm</name>
    <message>
        <source>Restore rejected values</source>
        <translation>Restaurer les valeurs rejetées</translation>
    </message>
    <message>
        <source>Daily work</source>
        <translation>Au quotidien</translation>
    </message>
    <message>
        <source>Puts back in central what conflicts rejected.</source>
        <translation>Remet dans la base centrale ce que des conflits ont rejeté.</translation>
    </message>
    <message>
        <source>Where two people edited the same value, the later edit won, and what lost was kept with the conflict. This puts it back: a value in its column, a deleted row as a whole; where the rejected edit was a delete, the row is deleted. It counts as a new edit made in central now, and goes to every clone with its next synchronisation.

All conflicts that are named are restored, or none of them. One that is not resolved cannot be restored, as both values are still there: change one of the two rows instead. Of two conflicts about the same value only one can be restored.

</source>
        <translation>Quand deux personnes ont modifié la même valeur, la modification la plus récente l'a emporté, et ce qui a été écarté a été conservé avec le conflit. Cet algorithme le remet en place : une valeur dans sa colonne, une ligne supprimée en entier ; si la modification rejetée était une suppression, la ligne est supprimée. Cela compte comme une nouvelle modification, faite maintenant dans la base centrale, et parvient à chaque clone avec sa prochaine synchronisation.

Tous les conflits indiqués sont restaurés, ou aucun. Un conflit non résolu ne peut pas être restauré, puisque les deux valeurs existent encore : modifiez plutôt l'une des deux lignes. De deux conflits sur la même valeur, un seul peut être restauré.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,conflict,undo,revert,rejected,central</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,conflict,undo,revert,rejected,central,base de données,synchroniser,conflit,annuler,rétablir,restaurer,rejeté,base centrale</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>The database that everybody synchronises with: it keeps the conflicts of all clones.</source>
        <translation>La base de données avec laquelle tout le monde synchronise : elle garde les conflits de tous les clones.</translation>
    </message>
    <message>
        <source>Numbers of the conflicts (comma-separated)</source>
        <translation>Numéros des conflits (séparés par des virgules)</translation>
    </message>
    <message>
        <source>Number of conflicts restored</source>
        <translation>Nombre de conflits restaurés</translation>
    </message>
    <message>
        <source>CONFLICT_IDS names no conflict: give the numbers of the conflicts to restore, such as 12, 15.</source>
        <translation>CONFLICT_IDS n'indique aucun conflit : donnez les numéros des conflits à restaurer, par exemple 12, 15.</translation>
    </message>
    <message>
        <source>CONFLICT_IDS: "%1" is not the number of a conflict: give numbers separated by commas, such as 12, 15.</source>
        <translation>CONFLICT_IDS : « %1 » n'est pas un numéro de conflit : donnez des numéros séparés par des virgules, par exemple 12, 15.</translation>
    </message>
    <message>
        <source>The conflicts whose rejected side is put back, such as "12, 15": the layer of "Show conflicts of central" has them in the column "Number".</source>
        <translation>Les conflits dont le côté rejeté est remis en place, par exemple « 12, 15 » : la couche de « Afficher les conflits de la base centrale » les a dans la colonne « Numéro ».</translation>
    </message>
</context>
<context>
    <name>SelectionParameters</name>
    <message>
        <source>SCHEMAS and LAYERS are both empty: name at least one schema, or choose at least one PostgreSQL layer.</source>
        <translation>SCHEMAS et LAYERS sont tous deux vides : indiquez au moins un schéma, ou choisissez au moins une couche PostgreSQL.</translation>
    </message>
    <message>
        <source>SCHEMAS: the schema "%1" is never synchronised (nor are public, audit and lizsync); move the tables to a schema of their own and name that.</source>
        <translation>SCHEMAS : le schéma « %1 » n'est jamais synchronisé (pas plus que public, audit et lizsync) ; déplacez les tables dans un schéma qui leur soit propre et indiquez celui-ci.</translation>
    </message>
    <message>
        <source>LAYERS: "%1" is not a PostgreSQL layer; choose layers that show tables of central.</source>
        <translation>LAYERS : « %1 » n'est pas une couche PostgreSQL ; choisissez des couches qui affichent des tables de la base centrale.</translation>
    </message>
    <message>
        <source>LAYERS: "%1" shows the result of a query, not a table; choose the layer of the table itself.</source>
        <translation>LAYERS : « %1 » affiche le résultat d'une requête, et non une table ; choisissez la couche de la table elle-même.</translation>
    </message>
    <message>
        <source>LAYERS: "%1" does not say which schema its table is in; add the layer again from the browser.</source>
        <translation>LAYERS : « %1 » ne dit pas dans quel schéma se trouve sa table ; ajoutez à nouveau la couche depuis l'explorateur.</translation>
    </message>
    <message>
        <source>LAYERS: "%1" is a table of the database "%2", but CENTRAL is "%3"; choose layers of central.</source>
        <translation>LAYERS : « %1 » est une table de la base de données « %2 », mais CENTRAL est « %3 » ; choisissez des couches de la base centrale.</translation>
    </message>
    <message>
        <source>LAYERS: "%1" is no layer that can be loaded; give a layer of the project, or postgres://dbname='…' host='…' table="schema"."table".</source>
        <translation>LAYERS : « %1 » n'est pas une couche qui puisse être chargée ; donnez une couche du projet, ou postgres://dbname='…' host='…' table="schema"."table".</translation>
    </message>
</context>
<context>
    <name>StatusAlgorithm</name>
    <message>
        <source>Status of all clones</source>
        <translation>État de tous les clones</translation>
    </message>
    <message>
        <source>Looking after it</source>
        <translation>Suivi</translation>
    </message>
    <message>
        <source>Says how central and all its clones are: who has not synchronised, what waits, what needs attention.</source>
        <translation>Indique l'état de la base centrale et de tous ses clones : qui n'a pas synchronisé, ce qui est en attente, ce qui demande une intervention.</translation>
    </message>
    <message>
        <source>Of every clone: when it synchronised last, how many edits of central wait for it and since when, its unresolved conflicts, whether its clock is right, the size of its log, how many ids for new rows it has left, its version of LizSync, and whether its tables are still the same as central's. What central cannot see it knows from the clone's last synchronisation; no clone needs to be connected.

The log panel names the clones that somebody should look at. The report shows all of them, and what was edited on the last 30 days, by clone and by table.

Nothing is changed in central.

</source>
        <translation>Pour chaque clone : la date de sa dernière synchronisation, combien de modifications de la base centrale l'attendent et depuis quand, ses conflits non résolus, si son horloge est à l'heure, la taille de son journal, combien d'identifiants il lui reste pour de nouvelles lignes, sa version de LizSync, et si ses tables sont toujours identiques à celles de la base centrale. Ce que la base centrale ne peut pas voir, elle le sait par la dernière synchronisation du clone ; aucun clone n'a besoin d'être connecté.

L'onglet Journal nomme les clones qui demandent une vérification. Le rapport les montre tous, ainsi que ce qui a été modifié au cours des 30 derniers jours, par clone et par table.

Rien n'est modifié dans la base centrale.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,clones,fleet,monitoring,overview,report,central</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,clones,fleet,monitoring,overview,report,central,base de données,synchroniser,parc,suivi,surveillance,état,rapport,base centrale</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>The database that everybody synchronises with.</source>
        <translation>La base de données avec laquelle tout le monde synchronise.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>Fichiers HTML (*.html)</translation>
    </message>
    <message>
        <source>A page to read, print or send: numbers, all clones, and what was edited on the last 30 days.</source>
        <translation>Une page à lire, à imprimer ou à envoyer : les chiffres, tous les clones, et ce qui a été modifié au cours des 30 derniers jours.</translation>
    </message>
    <message>
        <source>Number of clones</source>
        <translation>Nombre de clones</translation>
    </message>
    <message>
        <source>Number of central's edits that wait for a clone, of all clones together</source>
        <translation>Nombre de modifications de la base centrale en attente d'un clone, tous clones confondus</translation>
    </message>
    <message>
        <source>Number of conflicts that are not resolved</source>
        <translation>Nombre de conflits non résolus</translation>
    </message>
</context>
<context>
    <name>StatusReport</name>
    <message>
        <source>right</source>
        <translation>à l'heure</translation>
    </message>
    <message>
        <source>Status of all clones</source>
        <translation>État de tous les clones</translation>
    </message>
    <message>
        <source>Central has no clone yet: package it, and deploy the archive.</source>
        <translation>La base centrale n'a pas encore de clone : empaquetez-la, et déployez l'archive.</translation>
    </message>
    <message>
        <source>Clones that somebody should look at: %1 of %2. They come first in the list.</source>
        <translation>Clones qui demandent une vérification : %1 sur %2. Ils viennent en tête de la liste.</translation>
    </message>
    <message>
        <source>All clones are well; some have still to fetch edits of central with their next synchronisation.</source>
        <translation>Tous les clones vont bien ; certains doivent encore récupérer des modifications de la base centrale lors de leur prochaine synchronisation.</translation>
    </message>
    <message>
        <source>All clones are well and up to date.</source>
        <translation>Tous les clones vont bien et sont à jour.</translation>
    </message>
    <message>
        <source>in central</source>
        <translation>dans la base centrale</translation>
    </message>
    <message>
        <source>Rows edited a day, by where they were edited</source>
        <translation>Lignes modifiées par jour, selon l'endroit où elles l'ont été</translation>
    </message>
    <message>
        <source>The log holds no edit of these days.</source>
        <translation>Le journal ne contient aucune modification pour ces jours.</translation>
    </message>
    <message>
        <source>By clone</source>
        <translation>Par clone</translation>
    </message>
    <message>
        <source>rows edited</source>
        <translation>lignes modifiées</translation>
    </message>
    <message>
        <source>By table</source>
        <translation>Par table</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>en ordre</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>… and %1 more: in central, SELECT * FROM lizsync.fleet_status() lists all of them.</source>
        <translation>… et %1 de plus : dans la base centrale, SELECT * FROM lizsync.fleet_status() les liste tous.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Aucun élément.</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>diffère</translation>
    </message>
    <message>
        <source>something was exchanged last: %1</source>
        <translation>dernier échange de données : %1</translation>
    </message>
</context>
<context>
    <name>SyncReport</name>
    <message>
        <source>What a synchronisation would do</source>
        <translation>Ce que ferait une synchronisation</translation>
    </message>
    <message>
        <source>Synchronisation</source>
        <translation>Synchronisation</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>There was nothing to exchange: both databases hold the same.</source>
        <translation>Il n'y avait rien à échanger : les deux bases de données ont le même contenu.</translation>
    </message>
    <message>
        <source>A dry run: nothing was changed in either database.</source>
        <translation>Simulation : rien n'a été modifié dans aucune des deux bases de données.</translation>
    </message>
    <message>
        <source>Everything was exchanged.</source>
        <translation>Tout a été échangé.</translation>
    </message>
    <message>
        <source>No table had changes.</source>
        <translation>Aucune table n'avait de changements.</translation>
    </message>
    <message>
        <source>→ clone</source>
        <translation>→ clone</translation>
    </message>
    <message>
        <source>→ central</source>
        <translation>→ centrale</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajout</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>suppression</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modification</translation>
    </message>
    <message>
        <source>… and %1 more: ask for the layer CHANGES to see all of them.</source>
        <translation>… et %1 de plus : demandez la couche CHANGES pour les voir tous.</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Aucun élément.</translation>
    </message>
    <message>
        <source>None: nobody changed the same value on both sides.</source>
        <translation>Aucun : personne n'a modifié la même valeur des deux côtés.</translation>
    </message>
    <message>
        <source>Conflicts of this clone that still need somebody's attention: %1. Change one of the two rows and synchronise; the algorithm "Show conflicts of central" puts them on the map.</source>
        <translation>Conflits de ce clone qui demandent encore une intervention : %1. Modifiez l'une des deux lignes et synchronisez ; l'algorithme « Afficher les conflits de la base centrale » les place sur la carte.</translation>
    </message>
    <message>
        <source>to central</source>
        <translation>vers la base centrale</translation>
    </message>
    <message>
        <source>to the clone</source>
        <translation>vers le clone</translation>
    </message>
    <message>
        <source>Changes by table</source>
        <translation>Changements par table</translation>
    </message>
    <message>
        <source>Changes by the day on which they were made</source>
        <translation>Changements selon le jour où ils ont été faits</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>not resolved</source>
        <translation>non résolu</translation>
    </message>
    <message>
        <source>central's</source>
        <translation>celle de la base centrale</translation>
    </message>
    <message>
        <source>the clone's</source>
        <translation>celle du clone</translation>
    </message>
    <message>
        <source>the whole row</source>
        <translation>la ligne entière</translation>
    </message>
    <message>
        <source>Where both sides had changed the same value, the later edit was kept. What lost is kept in central: "Restore rejected values" puts it back, by the number of the conflict.</source>
        <translation>Quand les deux côtés avaient modifié la même valeur, la modification la plus récente a été conservée. Ce qui a été écarté reste dans la base centrale : « Restaurer les valeurs rejetées » le remet en place, à partir du numéro du conflit.</translation>
    </message>
    <message>
        <source>… and %1 more: "Show conflicts of central" has all of them.</source>
        <translation>… et %1 de plus : « Afficher les conflits de la base centrale » les montre tous.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>In central</source>
        <translation>Dans la base centrale</translation>
    </message>
    <message>
        <source>In the clone</source>
        <translation>Dans le clone</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Version conservée</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>Row (uid)</source>
        <translation>Ligne (uid)</translation>
    </message>
</context>
<context>
    <name>SynchronizeAlgorithm</name>
    <message>
        <source>Daily work</source>
        <translation>Au quotidien</translation>
    </message>
    <message>
        <source>Sends a clone's edits to central and brings central's edits to the clone.</source>
        <translation>Envoie les modifications d'un clone à la base centrale et apporte au clone celles de la base centrale.</translation>
    </message>
    <message>
        <source>Edits made in the clone and in central since their last synchronisation travel both ways and are merged column by column. Where both changed the same value, the later edit wins, and what lost is kept in the table lizsync.conflicts of central. All of it happens, or none of it.

A dry run says what would happen and changes nothing.

</source>
        <translation>Les modifications faites dans le clone et dans la base centrale depuis leur dernière synchronisation circulent dans les deux sens et sont fusionnées colonne par colonne. Quand les deux ont modifié la même valeur, la modification la plus récente l'emporte, et ce qui a été écarté est conservé dans la table lizsync.conflicts de la base centrale. Tout se fait, ou rien ne se fait.

Une simulation indique ce qui se passerait et ne modifie rien.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,merge,replication,sync,offline,clone,conflict,exchange</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,merge,replication,sync,offline,clone,conflict,exchange,base de données,synchroniser,fusion,fusionner,réplication,hors ligne,conflit,échange,terrain</translation>
    </message>
    <message>
        <source>Central database</source>
        <translation>Base de données centrale</translation>
    </message>
    <message>
        <source>The database that the clone was deployed from.</source>
        <translation>La base de données à partir de laquelle le clone a été déployé.</translation>
    </message>
    <message>
        <source>Clone database</source>
        <translation>Base de données du clone</translation>
    </message>
    <message>
        <source>The clone whose edits are sent, and which gets central's.</source>
        <translation>Le clone dont les modifications sont envoyées, et qui reçoit celles de la base centrale.</translation>
    </message>
    <message>
        <source>Only say what would happen (dry run)</source>
        <translation>Indiquer seulement ce qui se passerait (simulation)</translation>
    </message>
    <message>
        <source>Computes everything, then undoes it: no table of either database changes.</source>
        <translation>Calcule tout, puis l'annule : aucune table ne change dans aucune des deux bases de données.</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Changements</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>Fichiers HTML (*.html)</translation>
    </message>
    <message>
        <source>Identity of the synchronisation; empty where there was nothing to do</source>
        <translation>Identifiant de la synchronisation ; vide s'il n'y avait rien à faire</translation>
    </message>
    <message>
        <source>Number of changes applied in central</source>
        <translation>Nombre de changements appliqués dans la base centrale</translation>
    </message>
    <message>
        <source>Number of changes applied in the clone</source>
        <translation>Nombre de changements appliqués dans le clone</translation>
    </message>
    <message>
        <source>Number of conflicts</source>
        <translation>Nombre de conflits</translation>
    </message>
    <message>
        <source>Number of conflicts that still stand</source>
        <translation>Nombre de conflits encore en suspens</translation>
    </message>
    <message>
        <source>A layer with one feature a change, with the row's geometry where it has one: in which direction it went, its table, its old and new values, who edited it and when. A file (GeoPackage) keeps points, lines and polygons as they are; a temporary layer wraps them in collections where they are mixed.</source>
        <translation>Une couche avec une entité par changement, munie de la géométrie de la ligne s'il y en a une : dans quel sens il est allé, sa table, ses anciennes et nouvelles valeurs, qui l'a fait et quand. Un fichier (GeoPackage) conserve les points, les lignes et les polygones tels quels ; une couche temporaire les place dans des collections quand ils sont mélangés.</translation>
    </message>
    <message>
        <source>A page to read, print or send: numbers, counts a table, the conflicts and the changes with their values.</source>
        <translation>Une page à lire, à imprimer ou à envoyer : les chiffres, les décomptes par table, les conflits et les changements avec leurs valeurs.</translation>
    </message>
    <message>
        <source>Synchronise clone with central</source>
        <translation>Synchroniser le clone</translation>
    </message>
</context>
<context>
    <name>UninstallAlgorithm</name>
    <message>
        <source>Uninstall LizSync from database</source>
        <translation>Désinstaller LizSync d'une base de données</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Mise en place</translation>
    </message>
    <message>
        <source>Takes LizSync's triggers, schemas and foreign server away from a central or a clone database.</source>
        <translation>Retire d'une base de données centrale ou d'un clone les déclencheurs, les schémas et le serveur distant de LizSync.</translation>
    </message>
    <message>
        <source>Takes LizSync out of a database, in one transaction: its triggers, the schemas audit and lizsync with the log, the history and the conflicts, and a clone's connection to central. The tables keep their rows; in a clone the sequences draw all ids again.

It stops where a clone has edits that were not sent, or where central has edits that a clone did not get yet.

</source>
        <translation>Retire LizSync d'une base de données, en une seule transaction : ses déclencheurs, les schémas audit et lizsync avec le journal, l'historique et les conflits, et, pour un clone, sa connexion à la base centrale. Les tables gardent leurs lignes ; dans un clone, les séquences attribuent de nouveau tous les identifiants.

La désinstallation est refusée si un clone contient des modifications qui n'ont pas été envoyées, ou si la base centrale contient des modifications qu'un clone n'a pas encore reçues.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,central,clone,remove,drop,delete</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,central,clone,remove,drop,delete,base de données,synchroniser,désinstaller,désinstallation,retirer,supprimer,base centrale</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de données</translation>
    </message>
    <message>
        <source>The central or clone database that LizSync is to be taken out of.</source>
        <translation>La base de données centrale ou du clone dont LizSync doit être retiré.</translation>
    </message>
    <message>
        <source>Drop the uid columns</source>
        <translation>Supprimer les colonnes uid</translation>
    </message>
    <message>
        <source>Also drops the column uid of every prepared table, but where it is the table's primary key. Without them, nothing tells any more which row is which in another database.</source>
        <translation>Supprime aussi la colonne uid de chaque table préparée, sauf si c'est la clé primaire de la table. Sans elles, plus rien n'indique quelle ligne correspond à quelle autre dans une autre base de données.</translation>
    </message>
    <message>
        <source>Uninstall though edits were not synchronised</source>
        <translation>Désinstaller même si des modifications n'ont pas été synchronisées</translation>
    </message>
    <message>
        <source>Edits that were not synchronised stay in this database, and nowhere else.</source>
        <translation>Les modifications qui n'ont pas été synchronisées restent dans cette base de données, et nulle part ailleurs.</translation>
    </message>
    <message>
        <source>Version of LizSync that was installed</source>
        <translation>Version de LizSync qui était installée</translation>
    </message>
    <message>
        <source>Number of tables that LizSync left</source>
        <translation>Nombre de tables que LizSync a quittées</translation>
    </message>
</context>
<context>
    <name>UpgradeAlgorithm</name>
    <message>
        <source>Upgrade LizSync in database</source>
        <translation>Mettre à niveau LizSync dans une base de données</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Mise en place</translation>
    </message>
    <message>
        <source>Brings the LizSync of a central or a clone database to the version of this plugin.</source>
        <translation>Amène le LizSync d'une base de données centrale ou d'un clone à la version de cette extension QGIS.</translation>
    </message>
    <message>
        <source>After an update of the plugin: brings LizSync in a database to the plugin's version, in one transaction. Its data are kept: log, history, conflicts, clones, and edits that were not sent yet. Run it on central and on every clone; until both have the same version, they are not synchronised.

It also takes over databases of the older LizSync plugin (0.7), once all edits were synchronised with that one: server id, clones, history and conflicts are kept, triggers and functions replaced. Their clones have to be upgraded and deployed again afterwards.

</source>
        <translation>Après une mise à jour de l'extension QGIS : amène le LizSync d'une base de données à la version de l'extension, en une seule transaction. Ses données sont conservées : journal, historique, conflits, clones, et modifications qui n'ont pas encore été envoyées. À exécuter sur la base centrale et sur chaque clone ; tant que les deux n'ont pas la même version, ils ne sont pas synchronisés.

Reprend aussi les bases de données de l'ancienne extension LizSync (0.7), une fois toutes les modifications synchronisées avec celle-ci : l'identifiant du serveur, les clones, l'historique et les conflits sont conservés, les déclencheurs et les fonctions remplacés. Leurs clones doivent ensuite être mis à niveau et déployés à nouveau.

</translation>
    </message>
    <message>
        <source>postgresql,postgis,database,synchronisation,synchronization,central,clone,update,migrate,version</source>
        <translation>postgresql,postgis,database,synchronisation,synchronization,central,clone,update,migrate,version,base de données,synchroniser,mise à niveau,mise à jour,migrer,migration,base centrale</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de données</translation>
    </message>
    <message>
        <source>The central or clone database that has an older LizSync. The user has to own LizSync's schemas there.</source>
        <translation>La base de données centrale ou du clone qui contient un LizSync plus ancien. L'utilisateur doit y être propriétaire des schémas de LizSync.</translation>
    </message>
    <message>
        <source>Version of LizSync before</source>
        <translation>Version de LizSync avant la mise à niveau</translation>
    </message>
    <message>
        <source>Version of LizSync now installed</source>
        <translation>Version de LizSync désormais installée</translation>
    </message>
</context>
</TS>
