namespace Uso.Samples.Generator;

public static partial class NameGroups
{
    private static NameGroup[] Isles =>
    [
        new("Scottish", 3, "Eilidh Isla Skye Iona Mairi Catriona Ailsa Kirsty Fiona Morag Shona Rhona Mhairi Catrìona Beathag Una Elspeth Isobel",
            "Angus Hamish Callum Ewan Euan Fergus Finlay Lachlan Struan Ruaridh Rory Duncan Alasdair Alistair Iain Ross Craig Gregor",
            "Campbell MacDonald McDonald Macdonald Stewart Robertson Murray Fraser MacLeod McLeod Sinclair Mackenzie MacKenzie McKenzie Cameron Buchanan Ferguson Munro MacGregor McGregor Drummond Urquhart"),
        new("Welsh", 3, "Ffion Megan Carys Seren Cerys Bethan Rhiannon Angharad Siân Nia Lowri Catrin Eleri Gwenllian Mali Efa Tesni",
            "Rhys Dylan Owain Gethin Ieuan Gareth Emyr Iestyn Llŷr Macsen Tomos Siôn Aled Huw Osian Steffan",
            "Jones Williams Davies Evans Thomas Roberts Lewis Hughes Morgan Griffiths Owen Llewellyn Llewelyn Pritchard Bevan Powell Rees Vaughan ap_Rhys Gwynne"),
        new("Irish", 3.5, "Aoife Saoirse Niamh Ciara Caoimhe Róisín Sinéad Gráinne Orla Clodagh Siobhán Éabha Fiadh Áine Bríd Maeve Oonagh",
            "Conor Seán Oisín Cillian Fionn Cian Eoin Patrick Declan Liam Aidan Dáithí Pádraig Tadhg Diarmuid Ruairí Séamus",
            "Murphy Kelly O'Sullivan Walsh O'Brien Byrne Ryan O'Connor O'Neill O’Reilly Doyle McCarthy Gallagher Doherty Kennedy Lynch Murray Quinn O`Hara Ó_Briain Ní_Dhomhnaill Mac_Giolla"),
        new("Traveller", 0.8, "Margaret Bridget Kathleen Chantelle Shannon Savannah Mary-Ann Mary-Kate Chardonnay Shakira Lavinia Cinderella Britannia",
            "Patrick Paddy Michael Martin John-Joe Jimmy-Lee Tommy-Lee Billy-Joe Levi Elvis Nelson Righteous Jessie-James",
            "Ward Connors McDonagh Maughan Stokes Cash Doran Doherty O'Driscoll Price Lee Smith Boswell Loveridge Gaskin Gaskin-Price"),
    ];

    private static NameGroup[] Europe =>
    [
        new("Polish", 4.5, "Zofia Julia Maja Zuzanna Hanna Lena Alicja Oliwia Aleksandra Natalia Wiktoria Amelia Antonina Kinga Agnieszka Małgorzata Żaneta",
            "Antoni Jakub Jan Szymon Filip Aleksander Franciszek Mikołaj Wojciech Kacper Michał Łukasz Paweł Stanisław Krzysztof Bartosz Oskar",
            "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Grabowski Pawłowski Brzęczyszczykiewicz",
            NameForm.GenderedSurname),
        new("Romanian", 3.5, "Maria Sofia Ioana Andreea Elena Alexandra Ana-Maria Ștefania Daria Antonia Bianca Denisa Mădălina Raluca Larisa Ilinca",
            "Andrei Ștefan David Matei Alexandru Gabriel Ionuț Mihai Cristian Luca Darius Rareș Cătălin Răzvan Florin Vlăduț",
            "Popescu Ionescu Popa Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Munteanu Constantin Șerban Țurcanu Bălan Dănilă Lăcătuș Călin Mureșan Ceaușu"),
        new("Portuguese", 1.5, "Leonor Matilde Beatriz Inês Maria_Inês Carolina Conceição Lara Mafalda Rita Íris Madalena Benedita Constança",
            "João Francisco Santiago Duarte Afonso Tomás Lourenço Gonçalo Rodrigo Martim José_Maria Guilherme Simão Vasco",
            "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Gomes Lopes Marques Alves dos_Santos de_Jesus da_Conceição Brandão Simões", NameForm.TwoSurnames),
        new("Spanish and Latin American", 0.8, "Lucía Sofía Martina María Valeria Camila Ximena Daniela Begoña Itziar Nuria Luciana",
            "Mateo Hugo Martín Santiago Sebastián Matías Ángel Íñigo Nicolás Joaquín José_Luis Iker",
            "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Muñoz Núñez Ibáñez Peña Quiñones Güell Castaño", NameForm.TwoSurnames),
        new("Ukrainian", 1.2, "Anastasiia Sofiia Mariia Oleksandra Daryna Yeva Polina Solomiia Zlata Kateryna Viktoriia Yuliia",
            "Artem Maksym Oleksandr Mykhailo Dmytro Danylo Bohdan Tymofii Andrii Yehor Serhii Oleksii Mar'ian",
            "Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Koval Boiko Kovalchuk Lysenko Petrenko Khmelnytskyi Zelinskyi Lukianenko Solov'ianenko Prokop'iev",
            NameForm.GenderedSurname),
        new("Lithuanian and Latvian", 0.9, "Emilija Lėja Gabija Austėja Ugnė Ieva Liepa Luknė Elžbieta Rūta Kamilė",
            "Lukas Matas Jokūbas Dominykas Jonas Kajus Benas Nojus Ąžuolas Žygimantas Jānis",
            "Kazlauskas Petrauskas Jankauskas Stankevičius Vasiliauskas Butkus Žukauskas Paulauskas Navickas Rimkus Balčiūnas", NameForm.GenderedSurname),
        new("Czech and Slovak", 0.9, "Viktória Nikola Vanesa Kristína Natálie Eliška Tereza Žaneta Denisa Ružena",
            "Dominik Adam Kristián Patrik Šimon Ondřej Jiří Tomáš Ľubomír Denis",
            "Novák Horváth Dvořák Kováč Baláž Červeňák Polák Pokorný Žiga Giňa Oláh Mirga Kotlár", NameForm.GenderedSurname),
        new("Bulgarian", 0.6, "Viktoria Raya Nikol Gabriela Simona Yoana Kalina", "Georgi Aleksandar Martin Nikola Ivan Dimitar Boris",
            "Ivanov Georgiev Dimitrov Petrov Nikolov Stoyanov Hristov Iliev Angelov Marinov", NameForm.GenderedSurname),
        new("Italian and Maltese", 0.5, "Giulia Aurora Alice Ginevra Beatrice Niccolina Chiara", "Leonardo Francesco Lorenzo Niccolò Andrea Matteo Ġorġ",
            "Rossi Russo Ferrari Esposito Bianchi Romano D'Angelo De_Luca Dell'Acqua Borġ Vella Ħamrun"),
        new("Greek and Cypriot", 0.5, "Eleni Maria Androulla Despina Katerina Sophia Chrystalla", "Andreas Georgios Costas Christos Panayiotis Stavros Michalis",
            "Georgiou Ioannou Christodoulou Papadopoulos Constantinou Hadjigeorgiou Michael Andreou Charalambous"),
        new("Turkish and Kurdish", 1.5, "Zeynep Elif Defne Asya Nehir Azra Ecrin Öykü Gülşen Ayşe Şevval Berivan Rojîn",
            "Yusuf Alparslan Miraç Göktuğ Ömer Eymen Kerem Emir Çağrı Barış İbrahim Şervan Baran",
            "Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Güneş"),
        new("Jewish", 1, "Esther Miriam Leah Rivka Chaya Shira Tamar Yael Ruth Batsheva Hadassah Talia",
            "Moshe Yaakov Ezra Noam Eitan Avraham Yehuda Shmuel Menachem Ari Tzvi Dov",
            "Cohen Levy Goldberg Friedman Katz Rosenberg Shapiro Ben-Ami Weiss Grünfeld Abramovitz Halevi Stern Adler"),
    ];

    private static NameGroup[] Asia =>
    [
        new("South Asian Muslim", 6, "Aisha Ayesha Fatima Maryam Zainab Hafsa Khadija Amina Aminah Zahra Iqra Alishba Hira Sumaiya Inaya Noor Sana Mariam Ruqayyah",
            "Muhammad Mohammed Mohammad Ibrahim Yusuf Hamza Umar Omar Ali Hassan Hasan Bilal Abdullah Zayn Haris Musa Eesa Adam Ismail Abdul-Rahman",
            "Khan Hussain Ahmed Ali Mahmood Iqbal Akhtar Malik Shah Hussein Mirza Qureshi Raja Butt Chaudhry Choudhry Rehman Siddiqui Aslam Bibi Parveen"),
        new("Bengali", 2.5, "Fahmida Tahmina Nusrat Sadia Anika Ayesha Tasnim Jannat Maisha Sumaiya Rahima Nazia",
            "Mohammed Md Tanvir Rahim Abdul Shahid Imran Rafiq Ashraful Nayeem Sakib Zakir",
            "Begum Miah Uddin Ali Rahman Islam Khatun Chowdhury Choudhury Hoque Haque Hossain Ahmed Ullah Bibi Khanom"),
        new("Hindu", 2.8, "Aarohi Diya Ananya Priya Kavya Riya Isha Nisha Pooja Shreya Meera Lakshmi Radhika",
            "Aarav Arjun Vihaan Krish Rohan Dev Aryan Ishaan Neel Rahul Vivek Harsh Kishan",
            "Patel Shah Sharma Mistry Desai Joshi Mehta Gupta Kumar Verma Chauhan Parmar Solanki Bhatt Trivedi Rana"),
        new("Sikh", 2.2, "Simran Jasleen Harleen Gurpreet Manpreet Amrit Jaspreet Kiran Navneet Harpreet Sukhmani Ekam",
            "Arjan Gurpreet Harpreet Manpreet Jaspreet Amrit Ranveer Sukhdeep Fateh Jovan Kirpal Harjit",
            "Gill Sandhu Dhillon Sidhu Grewal Dhaliwal Bains Johal Atwal Sahota Virk Rai", NameForm.Sikh),
        new("Tamil", 1.2, "Abinaya Kavitha Thivya Nila Tharani Vaishnavi Janani Sangeetha Dharshini", "Kavin Pranavan Thushan Aravindan Sanjeevan Nirushan Ashvin Kajan",
            "Sivakumar Thiruchelvam Balasubramaniam Rajaratnam Kugathasan Selvarajah Nadarajah Yogeswaran Sritharan", NameForm.Patronymic),
        new("Malayali", 0.7, "Anna Ann-Maria Aleena Diya Riya Sneha Jisna", "Abel Alan Joel Jerin Basil Aaron Nevin",
            "Thomas Varghese Joseph Mathew George Kurian Philip Jose Abraham Chacko"),
        new("Afghan", 0.5, "Zahra Parwana Shabnam Fereshta Hosna Marwa", "Ahmad Farhad Najib Mustafa Zabihullah Milad", "Ahmadi Rahimi Noori Karimi Hashimi Stanekzai Wardak"),
        new("Single name", 0.25, "Suryani Nirmala Wati Hasina Kavitha Rukhshana", "Sukarno Gopal Zabiullah Suharto Nasratullah Murugan", "Unused", NameForm.Single),
        new("Chinese", 1.6, "Xin_Yi Mei_Ling Jia_Yi Wing-Yan Hoi_Ching Yuxuan Zihan Chloe Sophie Ka_Yan",
            "Ho_Yin Chun-Hei Zihao Haoran Jun_Jie Ka_Ho Ethan Jason Yi_Chen Tsz_Hin",
            "Wong Chan Li Wang Zhang Chen Lam Cheung Liu Ng Leung Ho Yeung Lau Tsang Xu Lü Ou-Yang"),
        new("Vietnamese", 0.7, "Thị_Mai Ngọc_Anh Bảo_Châu Linh Phương_Thảo Khánh_Vy", "Minh_Khôi Gia_Bảo Đức_Anh Quốc_Huy Văn_Nam Tuấn",
            "Nguyễn Trần Lê Phạm Hoàng Huỳnh Vũ Võ Đặng Bùi Đỗ Hồ"),
        new("Filipino", 0.6, "Angel Princess Althea Mary_Grace Ma._Cristina Samantha", "John_Paul Gabriel Nathaniel Jose_Miguel Angelo James",
            "Dela_Cruz Santos Reyes Garcia Bautista Ocampo Villanueva Peñaflor Magbanua"),
    ];

    private static NameGroup[] Africa =>
    [
        new("Nigerian", 3, "Oluwaseun Temitope Ayomide Chidinma Ngozi Oluwadamilola Adaeze Amarachi Folake Ebunoluwa Zainab Chiamaka Blessing Esther",
            "Oluwaseun Tobi Temitope Ayomide Chukwuemeka Emeka Oluwatobiloba Chidi Ikenna Olumide Ibrahim Daniel David Praise",
            "Adeyemi Okafor Ogunleye Okonkwo Adebayo Nwosu Balogun Eze Oyelaran Olawale Ọlátúnjí Adéṣínà Chukwu Obi Bello Musa"),
        new("Ghanaian", 1.5, "Abena Akosua Ama Efua Afia Adwoa Esi Yaa Michelle Nana_Ama", "Kwame Kofi Kwabena Yaw Kwaku Kojo Nana_Kwame Ebo Emmanuel Papa_Yaw",
            "Mensah Owusu Boateng Osei Asante Appiah Agyeman Antwi Addo Amoah Opoku Frimpong-Manso Asare Ofori-Atta"),
        new("Somali", 1.6, "Hodan Hibo Ayaan Ifrah Sagal Fadumo Faduma Asha Ubah Sahra Nimo Hamdi", "Abdi Mohamed Mohamud Abdirahman Ahmed Hassan Yusuf Liban Guled Zakariya Ismail Khalid",
            "Mohamed Ali Abdi Hassan Ahmed Omar Farah Warsame Jama Yusuf", NameForm.Patronymic),
        new("Eritrean and Ethiopian", 0.6, "Selam Bethlehem Helen Saron Yodit Feven", "Abel Yonas Natnael Dawit Samuel Robel", "Tesfay Gebre Haile Tekle Berhane Kidane", NameForm.Patronymic),
        new("Congolese and francophone", 0.7, "Grâce Divine Merveille Naomie Aïcha Fatoumata", "Exaucé Dieudonné Plamedi Christ-Vie Mamadou Glody", "Mbala Kabongo N'Guessan N'Diaye Tshibangu Kanga Lukusa M'Bappé"),
        new("Zimbabwean and southern African", 0.7, "Tanaka Ruvimbo Tadiwa Nokuthula Thandiwe Rutendo", "Tinashe Tafadzwa Takudzwa Panashe Sipho Munashe", "Moyo Ncube Sibanda Dube Nkomo Chikwanha Mukwevho Ndlovu van_der_Merwe"),
    ];

    private static NameGroup[] Elsewhere =>
    [
        new("Arabic", 2, "Fatimah Mariam Salma Nour Layla Leila Lujain Hala Yasmin Aya Rahaf Shaimaa", "Ahmad Omar Yousef Khaled Abdulrahman Abdul_Rahman Karim Tariq Hussein Mustafa Laith Zaid",
            "Al-Hassan Al_Masri El-Sayed Haddad Al-Jabouri Mansour Khalil Saleh Aziz Nasser Bin_Talib El_Amrani Benali Abu-Bakr"),
        new("Iranian and Kurdish", 0.7, "Parisa Shirin Niloufar Darya Shilan Hana", "Amir Arash Kian Reza Rebin Aram", "Hosseini Ahmadi Rostami Karimi Aziz Rashid Hama-Amin"),
        new("Caribbean", 1.8, "Shanice Tia Kezia Aaliyah Renée Keisha Latoya T'Keyah Simone Monique", "Jerome Tyrell Kemar D'Andre De'Shawn Marlon Jaden Leroy Andre Rashaan",
            "Campbell Brown Williams Clarke Grant Gordon Francis Joseph Bailey Reid St_Louis Charles-Baptiste Baptiste"),
        new("German and Nordic", 0.4, "Jule Zoë Frøydis Linnéa Käthe Åsa Solveig", "Jörg Björn Søren Matthäus Magnús Åke Jürgen", "Müller Weiß Groß Schröder Ångström Sørensen Jóhannsdóttir Jensen Strauß Østergaard"),
        new("French", 0.3, "Éloïse Anaïs Chloé Maëlys Hélène Françoise", "Jérôme Loïc Benoît François Théo Gaël", "Lefèvre D’Aubigné L'Hôpital Béranger Dupré Côté Gautier"),
    ];
}
