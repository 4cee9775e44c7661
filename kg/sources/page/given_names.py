"""Common given names of Europe, as printed. After a comma they show that a surname stands before it.

A name that is missing here does no harm: the page then has to show the order otherwise, or the names are left open.
"""

from __future__ import annotations

_GERMAN = """
Adalbert Adele Adelheid Adolf Agathe Agnes Albert Albrecht Alexander Alexandra Alexandrine Alfons Alfred Alice
Alma Alois Alwin Amalie Andrea Andreas Anita Anna Anne Anneliese Annette Annie Anton Antonie Arnold Artur
Arthur August Auguste Augustin Balthasar Barbara Beate Benedikt Benno Bernhard Berta Bertha Berthold Bertold
Bettina Bodo Brigitte Bruno Burkhard Carl Carola Caroline Cäcilie Charlotte Christa Christian Christiane
Christina Christine Christoph Clara Clemens Clementine Cornelia Cosima Daniel David Detlef Detlev Dietrich
Dietmar Dora Dorothea Dorothee Eberhard Edith Eduard Egon Eleonore Elfriede Elisabeth Elise Ella Else Elsa
Emil Emilie Emma Emmy Engelbert Erasmus Erich Erika Ernestine Ernst Erwin Eugen Eugenie Eva Ewald Fanny Felix
Ferdinand Florian Franz Franziska Frida Frieda Friedrich Friederike Fritz Gabriele Gebhard Georg Gerda Gerhard
Gerhart Gerti Gerty Gertrud Gertrude Gisela Gottfried Gotthold Gottlieb Gottlob Gregor Grete Gretchen Günter
Günther Gustav Hanna Hannah Hanns Hans Harald Harry Hartmut Hedwig Hedy Heinrich Heinz Helene Helga Hellmut
Helmut Helmuth Henriette Herbert Hermann Hermine Herta Hertha Hieronymus Hilda Hilde Horst Hubert Hugo Ida
Ignaz Ilse Ina Inge Ingeborg Irene Irma Isolde Jakob Jacob Jeanette Jenny Joachim Johann Johanna Johannes Jost
Josef Josefine Joseph Josephine Judith Julia Julie Julius Jürgen Karin Karl Karoline Kaspar Katharina Kathi
Käthe Klara Klaus Konrad Konstantin Kurt Laura Leo Leon Leonhard Leonie Leopold Lili Lilly Lina Lisa Liselotte
Lore Lorenz Lothar Lotte Lou Louise Lucie Ludwig Luise Magda Magdalena Manfred Margaretha Margarete Margarethe
Margot Maria Marianne Marie Mathilde Matthias Max Maximilian Mechthild Melchior Meta Michael Minna Mina Moritz
Nelly Nikolaus Nina Norbert Olga Oskar Oswald Otto Ottilie Paul Paula Pauline Peter Philipp Rahel Raimund
Rainer Raoul Regina Reinhard Reinhold Richard Robert Roland Rolf Roman Rosa Rosalie Rosina Rudolf Rudolph Ruth
Salomon Samuel Sebastian Selma Siegfried Siegmund Sigmund Sigrid Silvester Sofie Sophie Stefan Stefanie
Stephan Stephanie Susanna Susanne Theodor Thea Thekla Therese Theresia Thomas Tilly Tobias Toni Ulrich Ulrike
Ursula Ute Uwe Valentin Vally Vera Veronika Viktor Viktoria Vinzenz Volker Waldemar Walter Walther Wanda
Wenzel Werner Wilhelm Wilhelmine Wilhelmina Willi Willy Wolf Wolfgang Wolfram Zacharias
"""
_FRENCH = """
Achille Adèle Adrien Adrienne Agathe Aimée Alain Albert Albertine Alexandre Alexis Alfred Alice Aline Alphonse
Amélie Anatole André Andrée Angélique Anne Antoine Antoinette Apolline Ariane Aristide Armand Arnaud Arthur
Auguste Augustin Aurélie Aurore Barthélemy Béatrice Benjamin Benoît Bernard Berthe Blaise Blanche Camille
Catherine Cécile Célestin Charles Charlotte Christine Christophe Claire Claude Claudine Clémence Clément
Clotilde Colette Constance Denis Denise Désiré Diane Dominique Edgar Edmond Édouard Élie Éliane Élisabeth
Élise Émile Émilie Emmanuel Ernest Ernestine Estelle Étienne Eugène Eugénie Fabrice Félicité Félix Fernand
Ferdinand Firmin Francis François Françoise Frédéric Gabriel Gabrielle Gaspard Gaston Geneviève Georges
Georgette Gérard Germain Germaine Gilbert Gilles Grégoire Guillaume Gustave Guy Hector Hélène Henri Henriette
Hippolyte Honoré Hortense Hubert Hugues Irène Isabelle Jacqueline Jacques Jean Jeanne Jérôme Joachim Joseph
Joséphine Jules Julie Julien Juliette Justine Laurence Laurent Léon Léonie Léopold Louis Louise Luc Lucie
Lucien Lucienne Madeleine Marc Marcel Marceline Marguerite Maria Marianne Marie Marthe Martin Mathilde Mathieu
Maurice Maxime Michel Micheline Mireille Monique Nathalie Nicolas Nicole Noël Octave Odette Odile Olivier
Pascal Patrice Paul Paulette Pauline Philippe Philibert Pierre Prosper Rachel Raoul Raphaël Raymond Régine
Rémy René Renée Robert Roger Roland Romain Rosalie Rose Sabine Séraphin Serge Simon Simone Solange Sophie
Stéphane Stéphanie Suzanne Sylvie Théodore Théophile Thérèse Thierry Thomas Tristan Urbain Valentine Valérie
Victoire Victor Victorine Vincent Virginie Viviane Xavier Yves Yvonne Zoé
"""
_ENGLISH = """
Abigail Abraham Ada Adam Adrian Agatha Alan Albert Alexander Alfred Alice Allen Amelia Amy Andrew Angela Ann
Anna Anne Annie Anthony Archibald Arnold Arthur Aubrey Austin Barbara Basil Beatrice Benjamin Bernard Bertha
Bertrand Betty Brian Caleb Caroline Catherine Cecil Cecilia Charles Charlotte Christopher Clara Clarence
Clement Clifford Constance Cyril Daniel David Deborah Denis Diana Donald Dora Dorothy Douglas Edgar Edith
Edmund Edward Edwin Eleanor Elijah Eliza Elizabeth Ella Ellen Elliot Elsie Emily Emma Eric Ernest Esther Ethel
Eugene Eva Evelyn Ezra Fanny Florence Frances Francis Frank Franklin Frederick Gabriel Geoffrey George Gerald
Gertrude Gilbert Giles Gordon Grace Graham Gregory Hannah Harold Harriet Harry Harvey Helen Henrietta Henry
Herbert Hilary Hilda Horace Howard Hubert Hugh Humphrey Ida Irene Isaac Isabel Isabella Ivy Jacob James Jane
Janet Jean Jeremy Jessie Joan John Jonathan Joseph Joshua Josiah Joyce Judith Julia Julian Katharine Katherine
Kathleen Kenneth Laura Lawrence Leonard Leslie Lewis Lionel Lilian Louis Louisa Lucy Luke Lydia Mabel Marcus
Margaret Maria Marian Marianne Mark Martha Martin Mary Matilda Matthew Maud Maurice May Michael Mildred Miles
Miriam Molly Nancy Nathaniel Neville Nicholas Norman Oliver Oscar Oswald Owen Patrick Paul Percy Peter Philip
Phoebe Rachel Ralph Raymond Rebecca Reginald Richard Robert Roger Roland Ronald Rosalind Rose Rosamond Roy
Rupert Ruth Samuel Sarah Sidney Siegfried Simon Stanley Stella Stephen Susan Sydney Sylvia Theodore Theresa
Thomas Timothy Ursula Vera Vernon Victor Victoria Vincent Violet Virginia Vivian Walter Wilfred William
Winifred Winston
"""
_OTHERS = """
Agostino Alessandro Alfonso Andrea Angelo Anselmo Antonio Baldassare Bartolomeo Benedetto Bernardo Carlo
Caterina Cesare Claudia Cosimo Domenico Emilio Enrico Ettore Federico Filippo Francesca Francesco Galileo
Giacomo Gian Gioacchino Giorgio Giovanna Giovanni Girolamo Giulia Giuliano Giulio Giuseppe Guglielmo Guido
Isabella Leonardo Lorenzo Luca Lucia Lucrezia Ludovico Luigi Marcello Marco Margherita Mario Matteo
Michelangelo Niccolò Nicola Ottavio Paolo Pietro Raffaele Roberto Salvatore Sandro Silvio Stefano Teresa
Tommaso Torquato Ugo Umberto Vincenzo Virginia Vittoria Vittorio Alejandro Álvaro Andrés Ángel Benito Camilo
Carlos Carmen Clara Concepción Diego Domingo Eduardo Elena Emilia Enrique Esteban Eugenio Felipe Félix
Fernando Francisco Gabriela Gonzalo Gregorio Guillermo Ignacio Inés Isabel Jaime Javier Jerónimo Jesús Joaquín
Jorge José Josefa Juan Juana Julio Leopoldo Lope Lucía Luis Luisa Manuel Marcelino María Mariano Miguel
Nicolás Pablo Pedro Pilar Rafael Ramón Ricardo Rodrigo Rosa Salvador Santiago Tomás Vicente Victoria Adriaan
Anthonie Arend Arie Bart Cornelis Cornelia Dirk Geertruida Gerard Gerrit Gijsbert Govert Hendrik Hendrika
Herman Hugo Jacobus Jacoba Jan Jansje Joan Joost Justus Kees Klaas Lambert Laurens Lodewijk Maarten Maria
Menno Nicolaas Pier Piet Pieter Reinier Simon Theo Theodoor Willem Willemijn Wouter Adam Agnieszka Aleksander
Andrzej Anna Antoni Bolesław Czesław Edward Ewa Franciszek Gustaw Helena Henryk Ignacy Irena Jadwiga Jakub
Jarosław Jerzy Józef Julian Juliusz Karol Kazimierz Krystyna Krzysztof Leon Ludwik Maciej Marcin Michał
Mieczysław Mikołaj Piotr Roman Stanisław Stefan Tadeusz Teofil Tomasz Wacław Walerian Wanda Wincenty Władysław
Zofia Zygmunt Anders Aage Arne Astrid Axel Bjørnstjerne Carsten Edvard Ellen Erik Fredrik Georg Gunnar Gustaf
Hans Harald Henrik Hjalmar Holger Hulda Ingrid Ivar Jens Johan Jonas Knut Kristian Lars Magnus Mathias Niels
Nils Ola Olaf Olof Oscar Peder Per Rasmus Selma Sigrid Signe Sigurd Sven Svend Søren Thorvald Ulla Viggo
Aleksandr Aleksandra Aleksei Anastasia Andrei Anton Boris Dmitri Fyodor Georgi Grigori Igor Ilya Ivan
Konstantin Leonid Lev Maksim Marina Maxim Mikhail Nadezhda Natalia Nikolai Nina Olga Pavel Pyotr Sergei Sofia
Stepan Tatiana Valentin Vasili Vera Viktor Vladimir Wladimir Yakov Yevgeni Yuri Zinaida Александр Александра
Алексей Анастасия Андрей Анна Антон Борис Вадим Валентин Варвара Василий Вера Виктор Владимир Всеволод Георгий
Григорий Дмитрий Евгений Евгения Екатерина Елена Елизавета Иван Игорь Илья Иосиф Клара Константин Лариса Лев
Леонид Лидия Максим Мария Марина Михаил Надежда Наталья Николай Нина Ольга Павел Петр Пётр Роман Семен Семён
Сергей Софья Степан Татьяна Федор Фёдор Юлия Юрий Яков
"""

GIVEN_NAMES = frozenset(" ".join((_GERMAN, _FRENCH, _ENGLISH, _OTHERS)).split())
